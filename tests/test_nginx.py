"""The sample proxy of docs/nginx.conf, run as it is by a real nginx on loopback, with a sign-in behind it."""

from __future__ import annotations

import http.client
import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import expect

from governance.settings import ROOT
from tests.browsing import browsing, free_port, served, settled
from tests.signing import installed, provider

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider rests on names that go


@pytest.fixture(autouse=True)
def nginx_is_here() -> None:
    """Where it is not, `make test` says so; in CI it has to be."""
    if NGINX is None:
        assert not os.environ.get("CI"), "the sample proxy is tested in CI: apt-get install nginx-light"
        pytest.skip("nginx is not installed: the sample proxy of docs/nginx.conf was not tried")


def certificate(folder: Path) -> None:
    """A certificate for localhost that nobody else signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, *plain))


@contextmanager
def proxied(folder: Path, to: str, at: int, several: str = "") -> Iterator[None]:
    """nginx at the port `at`, before the dashboard that is served `to`; `several`: what stands beside it where it is
    served by several."""
    certificate(folder)
    sample = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
    for ours, here in [
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{at} ssl;"),
        ("dues.example.org", "localhost"),
        ("/etc/ssl/dues/", f"{folder}/"),
        ("http://127.0.0.1:8501", to),
    ]:
        assert ours in sample
        sample = sample.replace(ours, here)
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\n{paths}{several}{sample}}}\n"
    )
    server = subprocess.Popen(
        [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", f"{folder}/error.log"]
    )
    try:
        for _ in range(100):
            try:
                asked(at, "/healthz")
                break
            except OSError:
                assert server.poll() is None, (folder / "error.log").read_text()
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def asked(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    """What is answered over TLS."""
    trusting = ssl._create_unverified_context()
    connection = http.client.HTTPSConnection("localhost", port, timeout=30, context=trusting)
    connection.request("GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_the_sample_proxy_serves_the_dashboard_with_its_sign_in(shipped: Path, tmp_path: Path) -> None:
    home, port = tmp_path / "home", free_port()
    shutil.copytree(shipped, home)
    at = f"https://localhost:{port}"
    with (
        provider() as issuer,
        served(home, **installed(home, issuer=issuer, origin=at)) as behind,
        proxied(tmp_path, behind, port),
        browsing("cdn.jsdelivr.net") as browser,
    ):
        answer = asked(port, "/today", sec_fetch_dest="document")
        assert answer.status == 302
        assert (answer.headers["Location"] or "").startswith("/auth/login?provider=")
        cookies = answer.headers.get_all("Set-Cookie") or []
        assert cookies
        assert all("Secure" in one and "HttpOnly" in one and "samesite=lax" in one.lower() for one in cookies)
        assert "max-age=" in (answer.headers["Strict-Transport-Security"] or "")
        handshake = {"upgrade": "websocket", "connection": "Upgrade", "sec_websocket_version": "13",
                     "sec_websocket_key": "AAAAAAAAAAAAAAAAAAAAAA=="}  # fmt: skip
        assert asked(port, "/_stcore/stream", **handshake).status == 403
        assert asked(port, "/today", host="rebound.example").status in (400, 403)
        page = browser.new_context(ignore_https_errors=True).new_page()
        page.goto(f"{at}/my_state?ledger=demonstration&language=en")
        page.get_by_role("button", name="ana", exact=True).click()
        settled(page)
        assert page.url.startswith(f"{at}/my_state?ledger=demonstration")
        expect(page.get_by_role("button", name="Ana Lima")).to_be_visible()
        assert all(one["secure"] for one in page.context.cookies() if one["domain"] == "localhost"
                   and one["name"].startswith(("_streamlit_user", "governance")))  # fmt: skip
