"""Style sheet, scripts and icons go out compressed: each once, when it is first asked for, then from memory."""

import gzip

from flask import Flask, Response, current_app, request

COMPRESSED = {"text/css", "text/javascript", "image/svg+xml"}


def init_app(app: Flask) -> None:
    app.extensions["compressed_files"] = {}
    app.after_request(compress)


def compress(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code == 200 and response.mimetype in COMPRESSED:
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["gzip"]:
            send_compressed(response)
    return response


def send_compressed(response: Response) -> None:
    files, name = current_app.extensions["compressed_files"], response.headers["ETag"]
    response.direct_passthrough = False
    plain = response.get_data()
    if name not in files:
        files[name] = gzip.compress(plain, mtime=0)
    response.set_data(files[name])
    response.content_encoding = "gzip"
