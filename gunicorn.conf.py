"""How the service is served: one process, so that its one writer can put answers in line; threads for the readers."""

import gc

bind = "127.0.0.1:8000"
workers = 1
worker_class = "gthread"
# More threads wait for each other more than they help: at 32 phones the slowest hundredth of sends took 104 ms with 16.
threads = 8
control_socket_disable = True
graceful_timeout = 10
# Requests are told by survey/logs.py; gunicorn's own words may repeat what somebody sent.
loglevel = "error"
# Who asked, and by which protocol, is for survey/serving.py to believe or not.
forwarded_allow_ips = ""

umask = 0o077


def on_starting(server) -> None:
    """Ends with a sentence where something is not safe; a worker that ended so would be started again and again."""
    from survey import create_app, serving
    from survey.cli import start

    app = create_app()
    serving.refuse_an_open_door(app, server.cfg.address)
    start.show_how_answers_are_kept(app)
    app.extensions["engine"].dispose()


def post_worker_init(worker) -> None:
    """What was loaded at the start stays: looking it through for garbage again and again cost a tenth of the time."""
    from survey import serving

    serving.begin(worker.wsgi)
    gc.collect()
    gc.freeze()
