import io
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from PIL import Image

from astro_pipeline.campaigns.due import Ruling
from astro_pipeline.campaigns.pages import ReviewView, review_page
from astro_pipeline.domain.review import Gate
from astro_pipeline.gateway.app import create_app
from astro_pipeline.gateway.pages import index_page, standings
from astro_pipeline_tests.campaigns.sample import Sample, make_sample

_ID = "northbrew-spring"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def sample(home: Path) -> Sample:
    sample = make_sample(home, languages=("en",))
    view = ReviewView(
        brief=sample.brief,
        gate=Gate.RELEASE,
        digest="ab" * 32,
        ruling=Ruling(None, "waiting", "waits for a person (guided)"),
        image_variants=sample.images,
    )
    (sample.folder / "review.html").write_text(review_page(view), "utf-8")
    (sample.folder / ".lock").write_text("")
    (sample.folder / ".records").mkdir()
    (sample.folder / ".records" / "copy.json").write_text("{}")
    (sample.folder / "revisions").mkdir()
    (sample.folder / "revisions" / "1.json").write_text("{}")
    (sample.folder / "notes.exe").write_text("no")
    (home / "secret.json").write_text('{"key": "secret"}')
    (sample.folder / "images" / "link.json").symlink_to(home / "secret.json")
    sample.deliver()
    return sample


@contextmanager
def _serving(home: Path) -> Generator[httpx.Client]:
    server = uvicorn.Server(uvicorn.Config(create_app(home), log_level="warning", lifespan="off"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}") as client:
            yield client
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def door(home: Path, sample: Sample) -> Generator[httpx.Client]:
    assert sample.folder.is_dir()
    with _serving(home) as client:
        yield client


def test_the_list_names_the_campaign_what_waits_and_its_delivery(door: httpx.Client) -> None:
    html = door.get("/").text

    assert "Spring launch &lt;Oat &amp; Honey&gt;" in html
    assert "<td>Release</td>" in html
    assert f'href="/campaigns/{_ID}/delivery/"' in html
    assert f'href="/campaigns/{_ID}/delivery.zip"' in html


def test_pages_and_the_files_they_link_are_served(door: httpx.Client, sample: Sample) -> None:
    review = door.get(f"/campaigns/{_ID}/")
    delivery = door.get(f"/campaigns/{_ID}/delivery", follow_redirects=True)
    picture = door.get(f"/campaigns/{_ID}/{sample.images.files[-1].path}")

    assert (review.status_code, review.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "The release waits" in review.text
    assert str(delivery.url).endswith("/delivery/")
    assert "Complete and publishable." in delivery.text
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")


def test_a_range_of_a_film_is_answered_with_that_range(door: httpx.Client, sample: Sample) -> None:
    path = sample.video.films[0].file.path
    whole = (sample.folder / path).read_bytes()

    part = door.get(f"/media/{_ID}/{path}", headers={"range": "bytes=10-19"})
    beyond = door.get(f"/media/{_ID}/{path}", headers={"range": f"bytes={len(whole)}-"})

    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert part.headers["content-type"] == "video/mp4"
    assert beyond.status_code == 416


@pytest.mark.parametrize(
    "path",
    [
        ".lock",
        ".records/copy.json",
        "revisions/1.json",
        "notes.exe",
        "images/link.json",
        "images",
        "nothing.png",
        "..%2f..%2fsecret.json",
        "images/..%2f..%2f..%2fsecret.json",
        "%2e%2e/%2e%2e/secret.json",
        "/etc/passwd",
        "images%5c..%5cbrief.json",
        "images//key.png",
        "brief.json%00.png",
    ],
)
def test_what_is_hidden_internal_or_elsewhere_is_not_there(door: httpx.Client, path: str) -> None:
    for route in (f"/media/{_ID}/{path}", f"/campaigns/{_ID}/{path}", f"/media/{_ID}/thumb/{path}"):
        answer = door.get(route)

        assert answer.status_code == 404
        assert "secret" not in answer.text.replace("secret.json", "")


@pytest.mark.parametrize(
    "path", ["../../secret.json", "thumb/../../../secret.json", "images/../../../secret.json"]
)
def test_dots_that_a_client_does_not_resolve_lead_nowhere(door: httpx.Client, path: str) -> None:
    with socket.create_connection(("127.0.0.1", door.base_url.port or 0)) as raw:
        raw.sendall(f"GET /media/{_ID}/{path} HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 404")


@pytest.mark.parametrize("campaign", ["nobody", "%2e%2e", "North", "a_b", ".hidden"])
def test_an_unknown_campaign_is_not_there(door: httpx.Client, campaign: str) -> None:
    for route in (
        f"/campaigns/{campaign}/",
        f"/campaigns/{campaign}/delivery/",
        f"/media/{campaign}/brief.json",
    ):
        assert door.get(route).status_code == 404


def test_only_thumbnails_may_be_shown_by_another_port(door: httpx.Client) -> None:
    def policy(route: str) -> str:
        answer = door.get(route)
        assert answer.status_code == 200
        return answer.headers["cross-origin-resource-policy"]

    assert policy(f"/media/{_ID}/thumb/images/A/key.png") == "cross-origin"
    assert policy(f"/media/{_ID}/images/A/key.png") == "same-origin"
    assert policy(f"/media/{_ID}/brief.json") == "same-origin"


def test_every_answer_may_show_and_may_not_run(door: httpx.Client) -> None:
    for route in ("/", f"/campaigns/{_ID}/", f"/media/{_ID}/brief.json", "/nothing", "/healthz"):
        headers = door.get(route).headers

        assert headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in headers["content-security-policy"]
        assert "script" not in headers["content-security-policy"]
        assert headers["cache-control"]


def test_a_browser_that_has_the_file_is_told_so(door: httpx.Client, sample: Sample) -> None:
    route = f"/media/{_ID}/{sample.images.files[0].path}"
    first = door.get(route)

    again = door.get(route, headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_nothing_can_be_written(door: httpx.Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert door.request(method, f"/media/{_ID}/brief.json").status_code == 405


def test_health_is_plain(door: httpx.Client) -> None:
    assert door.get("/healthz").text == "ok"


def test_a_preview_is_a_small_jpeg_and_is_kept(door: httpx.Client, sample: Sample, home: Path) -> None:
    route = f"/media/{_ID}/thumb/{sample.images.files[-1].path}"

    first, second = door.get(route, params={"w": 16}), door.get(route, params={"w": 16})

    assert first.headers["content-type"] == "image/jpeg"
    with Image.open(io.BytesIO(first.content)) as image:
        assert (image.format, image.width) == ("JPEG", 16)
    assert first.content == second.content
    assert len(list((home / "cache" / "previews").glob("*.jpg"))) >= 1


def test_a_preview_is_never_larger_than_its_picture(door: httpx.Client, sample: Sample) -> None:
    answer = door.get(f"/media/{_ID}/thumb/images/A/key.png")

    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.width == sample.images.files[0].width


@pytest.mark.parametrize("width", ["0", "-5", "9999", "ten", "٣٢", "1e3"])
def test_a_width_that_is_none_is_refused_with_those_that_are(door: httpx.Client, width: str) -> None:
    answer = door.get(f"/media/{_ID}/thumb/images/A/key.png", params={"w": width})

    assert answer.status_code == 400
    assert "ask for 16 to 1024 px" in answer.text


def test_what_is_no_picture_has_no_preview(door: httpx.Client, sample: Sample) -> None:
    (sample.folder / "images" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")

    assert door.get(f"/media/{_ID}/thumb/music/15s.wav").status_code == 415
    assert door.get(f"/media/{_ID}/thumb/images/broken.png").status_code == 415


def test_a_campaign_with_nothing_to_show_says_so(tmp_path: Path) -> None:
    (tmp_path / "campaigns" / "bare").mkdir(parents=True)

    with _serving(tmp_path) as client:
        answers = [client.get(path).text for path in ("/campaigns/bare/", "/campaigns/bare/delivery/", "/")]

    assert "nothing waits" in answers[0]
    assert "nothing is delivered yet" in answers[1]
    assert "brief.json cannot be read" in answers[2]


def test_a_delivery_that_may_not_be_published_says_so_in_the_list(tmp_path: Path) -> None:
    make_sample(tmp_path, languages=("en",), draft=True).deliver()

    html = index_page(standings(tmp_path))

    assert "complete, not publishable" in html
    assert "1 campaign, 0 waiting for a decision." in html


def test_serve_listens_on_loopback_until_it_is_told_to_end(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    call = f"from astro_pipeline.gateway.app import *; serve(Path({str(tmp_path)!r}), port={port})"
    with subprocess.Popen([sys.executable, "-c", call]) as process:
        try:
            answer = _patient_get(f"http://127.0.0.1:{port}/healthz")
        finally:
            process.send_signal(signal.SIGINT)

    assert answer == "ok"


def _patient_get(url: str) -> str:
    for _ in range(100):
        try:
            return httpx.get(url).text
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer in ten seconds")
