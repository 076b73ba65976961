"""run.py PORT: brings the database up to date, makes the demonstration on the first run, says where to go, and serves
until Ctrl-C. The folder for database, keys and logs comes from XINYUAN_DATA."""

import os
import socket
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
sys.path.insert(0, str(PROJECT))


def main() -> None:
    port = port_to_use(sys.argv[1])
    from survey.cli.start import get_ready

    os.chdir(PROJECT)
    app = get_ready()
    serve(app, port)


def port_to_use(word: str) -> int:
    if not (word.isascii() and word.isdigit() and 0 < int(word) < 65536):
        stop(
            f"端口要写 1 到 65535 之间的数字，例如：make run PORT=8123（收到的是 {word}）",
            "PORT is a number, 1 to 65535.",
        )
    with socket.socket() as probe:
        if os.name != "nt":  # there it would let two programs share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(word)))
        except PermissionError:
            stop(
                f"端口 {word} 不允许普通账号使用。请换一个：make run PORT=8123",
                "This port needs more rights; choose another.",
            )
        except OSError:
            stop(
                f"端口 {word} 已经有程序在用。请先关掉它，或者换一个端口：make run PORT=8123",
                f"Port {word} is in use. Close that program, or choose another port: make run PORT=8123",
            )
    return int(word)


def serve(app, port: int) -> None:
    if os.name == "nt":
        import waitress

        from survey import serving
        from survey.cli.start import show_how_answers_are_kept

        serving.begin(app)
        show_how_answers_are_kept(app)
        waitress.serve(app, host=HOST, port=port)
    else:
        app.extensions["engine"].dispose()
        gunicorn = Path(sys.executable).with_name("gunicorn")
        os.execv(gunicorn, [str(gunicorn), "--bind", f"{HOST}:{port}", "wsgi:app"])


def stop(*sentences: str) -> None:
    sys.exit("\n".join(sentences))


if __name__ == "__main__":
    main()
