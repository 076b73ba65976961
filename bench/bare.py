"""What Flask itself can do: the same three requests, a page of the same size, one durable INSERT a send, nothing else.
Its own best settings: a write-ahead log, and a lock so that writers do not wake each other in vain."""

import os
import threading
from pathlib import Path

from flask import Flask, redirect, request

from survey.db import sqlite3

PAGE = "心" * (int(os.environ["BARE_PAGE_BYTES"]) // 3)
THANKS = "谢" * (int(os.environ["BARE_THANKS_BYTES"]) // 3)

app = Flask(__name__)
app.config["DATA"] = Path(os.environ["BARE_DATABASE"]).parent  # where gunicorn.conf.py has logs kept
connection = sqlite3.connect(os.environ["BARE_DATABASE"], check_same_thread=False, isolation_level=None)
connection.execute("PRAGMA journal_mode=WAL")
connection.execute("PRAGMA synchronous=FULL")
connection.execute("CREATE TABLE IF NOT EXISTS answer (id INTEGER PRIMARY KEY, body TEXT)")
one_at_a_time = threading.Lock()


@app.post("/wish/enter")
def enter():
    return PAGE


@app.post("/wish/form")
def send():
    body = request.get_data(as_text=True)
    with one_at_a_time:
        connection.execute("INSERT INTO answer (body) VALUES (?)", (body,))
    return redirect("/wish/thanks", 303)


@app.get("/wish/thanks")
def thanks():
    return THANKS
