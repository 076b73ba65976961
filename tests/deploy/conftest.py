"""Xinyuan as docs/deploy.md puts it up: the shipped nginx configuration with ports and paths replaced, a certificate
made here, our gunicorn behind it, all on this machine."""

import http.client
import re
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from survey import create_app, db, slip_codes
from survey.models import Activity, Area, Community, Slip, SlipBatch, WishList
from trials.service import Service, free_port

PROJECT = Path(__file__).resolve().parents[2]
NAME = "xinyuan.example.cn"
AROUND = """
daemon off; worker_processes 1; user root;
pid {folder}/nginx.pid; error_log {folder}/start.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{shipped}
}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if not nginx_program():
        pytest.skip("nginx is not installed (apt install nginx-light)")
    folder = tmp_path_factory.mktemp("site")
    secrets = prepare(folder)
    with Service(folder / "data", **settings(folder)) as service:
        ports = {"http": free_port(), "https": free_port()}
        make_certificate(folder)
        (folder / "nginx.conf").write_text(configuration(folder, ports, service.port))
        nginx = subprocess.Popen([nginx_program(), "-c", folder / "nginx.conf", "-p", folder])
        wait_for(ports["https"])
        yield SimpleNamespace(folder=folder, service=service, **ports, **secrets)
        nginx.terminate()
        nginx.wait(10)


def nginx_program() -> str | None:
    """Debian keeps it where only root looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def settings(folder: Path) -> dict[str, str]:
    return {
        "XINYUAN_BASE_URL": f"https://{NAME}",
        "XINYUAN_KEYS": str(folder / "keys"),
        "XINYUAN_BACKUPS": str(folder / "backups"),
        "XINYUAN_PROXY_HOPS": "1",
    }


def prepare(folder: Path) -> dict[str, str]:
    """An open list with one slip."""
    given = {name.removeprefix("XINYUAN_"): value for name, value in settings(folder).items()}
    app = create_app(DATA=folder / "data", **given)
    app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False)
    token, now = slip_codes.new_token(), datetime.now(UTC)
    with app.app_context(), db.writing() as session:
        session.add(community := Community(name="和平村社区"))
        session.flush()
        session.add(area := Area(community_id=community.id, level="building", name="1号楼", residents_35_59=30))
        wish_list = WishList(
            community_id=community.id, year=now.year, title="活动心愿清单", consent="同意", status="open"
        )
        wish_list.opens_at, wish_list.closes_at = now - timedelta(days=1), now + timedelta(days=1)
        session.add(wish_list)
        session.flush()
        ids = {"community_id": community.id, "wish_list_id": wish_list.id}
        session.add(Activity(position=0, art_form="CLAPPER_TALK", title="快板", **ids))
        tag = slip_codes.qr_tag(slip_codes.key_of(wish_list), wish_list, token)
        session.add(Slip(area_id=area.id, qr_tag=tag, code_tag="c", **ids))
        session.add(SlipBatch(area_id=area.id, count=1, **ids))
    app.extensions["engine"].dispose()
    return {"token": token}


def make_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)]), datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )


def configuration(folder: Path, ports: dict[str, int], app_port: int) -> str:
    shipped = (PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    shipped = re.sub(r"^ *listen \[::\].*\n", "", shipped, flags=re.MULTILINE)
    for written, here in (
        ("listen 80", f"listen 127.0.0.1:{ports['http']}"),
        ("listen 443", f"listen 127.0.0.1:{ports['https']}"),
        ("127.0.0.1:8000", f"127.0.0.1:{app_port}"),
        (f"/etc/letsencrypt/live/{NAME}", str(folder)),
        ("/var/lib/nginx", str(folder)),
        ("/var/log/nginx", str(folder)),
        ("/opt/xinyuan", str(PROJECT)),
    ):
        assert written in shipped, written
        shipped = shipped.replace(written, here)
    return AROUND.format(folder=folder, shipped=shipped)


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx did not start")


class Encrypted(http.client.HTTPSConnection):
    """To this machine, under the site's name, with its certificate and no other."""

    def __init__(self, site, name: str = NAME):
        context = ssl.create_default_context(cafile=site.folder / "fullchain.pem")
        super().__init__("127.0.0.1", site.https, context=context, timeout=20)
        self.shown, self.tls = name, context

    def connect(self) -> None:
        self.sock = socket.create_connection((self.host, self.port), self.timeout)
        self.sock = self.tls.wrap_socket(self.sock, server_hostname=self.shown)


@pytest.fixture
def ask(site):
    """One request, and the answer read: status, headers, text."""

    def ask(method: str, path: str, body: bytes | None = None, headers: dict | None = None, name: str = NAME):
        with closing(Encrypted(site, name)) as connection:
            connection.request(method, path, body, {"Host": NAME} | (headers or {}))
            answer = connection.getresponse()
            return SimpleNamespace(status=answer.status, headers=answer.msg, text=answer.read().decode())

    return ask
