"""The addresses of videos, maps and posts, and what shows each in a frame."""

import re

import pytest

from newsgen.config.csp import csp
from newsgen.model.embeds import KINDS, SERVICES, frame_hosts, player_of
from tests.unit.content.test_keys import LONDON

VIDEO = "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw"
MAPS = "https://www.google.com/maps"
AREA = (
    "pb=!1m18!1m12!1m3!1d2302.5!2d-2.9345678901234567!3d54.8936!2m3!1f0!2f0!3f0!3m2!1i1024!2i768"
    "!4f13.1!3m3!1m2!1s0x487ce:0x5f!2sSt%20John's!5e0!3m2!1sen!2suk!4v1700000000000"
)
WATCH = "https://www.youtube.com/watch?v=jNQXAC9IVRw"


@pytest.mark.parametrize(
    ("address", "frame", "page"),
    [
        (WATCH, VIDEO, WATCH),
        ("https://www.youtube.com/watch?list=x&v=jNQXAC9IVRw&index=2", VIDEO, WATCH),
        ("https://m.youtube.com/shorts/jNQXAC9IVRw", VIDEO, WATCH),
        ("https://youtu.be/jNQXAC9IVRw?si=abc", VIDEO, WATCH),
        ("https://www.youtube.com/embed/jNQXAC9IVRw?rel=0", VIDEO, WATCH),
        ("https://www.youtube-nocookie.com/embed/jNQXAC9IVRw", VIDEO, WATCH),
        (
            "https://vimeo.com/76979871",
            "https://player.vimeo.com/video/76979871?dnt=1",
            "https://vimeo.com/76979871",
        ),
        (
            "https://player.vimeo.com/video/76979871?h=8272103f6e&title=0",
            "https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e",
            "https://vimeo.com/76979871/8272103f6e",
        ),
        (
            "https://twitter.com/NorthshirePolice/status/1234567890?s=20",
            "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890",
            "https://x.com/i/status/1234567890",
        ),
        (
            "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890",
            "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890",
            "https://x.com/i/status/1234567890",
        ),
        (
            f"{MAPS}/embed?{AREA}",
            f"{MAPS}/embed?{AREA}",
            f"{MAPS}/@54.8936,-2.9345678901234567,15z",
        ),
        (
            "https://www.google.co.uk/maps/d/u/0/embed?mid=1aB-c_D23456789&ehbc=2E312F",
            f"{MAPS}/d/embed?mid=1aB-c_D23456789",
            f"{MAPS}/d/viewer?mid=1aB-c_D23456789",
        ),
        (
            f"{MAPS}/place/Carlisle+Castle/@54.897,-2.942,17z/data=!3m1!4b1?entry=ttu",
            f"{MAPS}?q=Carlisle+Castle&output=embed",
            f"{MAPS}/place/Carlisle+Castle/@54.897,-2.942,17z",
        ),
        (
            f"{MAPS}/@54.897,-2.942,17.5z",
            f"{MAPS}?ll=54.897,-2.942&z=17&output=embed",
            f"{MAPS}/@54.897,-2.942,17z",
        ),
        (
            f"{MAPS}/search/?api=1&query=54.897%2C-2.942",
            f"{MAPS}?q=54.897%2C-2.942&output=embed",
            f"{MAPS}/search/?api=1&query=54.897%2C-2.942",
        ),
    ],
)
def test_an_address_has_a_frame_and_a_page(address: str, frame: str, page: str) -> None:
    player = player_of(address)
    assert player
    assert player[1:] == (frame, page)


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("watch?v=jNQXAC9IVRw&t=10", 10), ("watch?t=9s&v=jNQXAC9IVRw&list=x", 9),
        ("watch?v=jNQXAC9IVRw#t=1m30s", 90), ("embed/jNQXAC9IVRw?start=43&rel=0", 43),
        ("watch?v=jNQXAC9IVRw&t=1h0m2s", 3602), ("live/jNQXAC9IVRw?t=2m", 120),
        ("watch?v=jNQXAC9IVRw&t=0", 0), ("watch?v=jNQXAC9IVRw&t=soon", 0),
        ("watch?v=jNQXAC9IVRw&at=5", 0),
    ],
)  # fmt: skip
def test_a_video_begins_where_its_address_says(written: str, start: int) -> None:
    player = player_of(f"https://www.youtube.com/{written}")
    assert player
    assert player.frame == VIDEO + (f"?start={start}" if start else "")
    assert player.page == WATCH + (f"&t={start}s" if start else "")
    assert player_of(player.page) == player


def test_a_video_at_vimeo_begins_there_too() -> None:
    player = player_of("https://vimeo.com/76979871/8272103f6e#t=1m2s")
    assert player
    assert player.frame == "https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e#t=62s"
    assert player.page == "https://vimeo.com/76979871/8272103f6e#t=62s"
    assert player_of(player.page) == player_of(player.frame) == player


def test_a_map_shows_the_same_part_with_its_marker() -> None:
    player = player_of("https://www.openstreetmap.org/?mlat=54.5&mlon=-3.6#map=15/54.6023/-3.1347")
    assert player
    assert player.frame.endswith("&layer=mapnik&marker=54.5%2C-3.6")
    box = re.search(r"bbox=([^&]*)", player.frame)
    assert box
    west, south, east, north = map(float, box[1].split("%2C"))
    assert west < -3.1347 < east
    assert south < 54.6023 < north
    assert round((west + east) / 2, 4) == -3.1347


@pytest.mark.parametrize(
    "address",
    [
        "", "/films/van.mp4", "https://www.youtube.com/", "https://www.youtube.com/@police",
        "https://evil.example/?https://youtu.be/jNQXAC9IVRw", "javascript:a()//youtu.be/abcdefg",
        'https://youtu.be/jNQXAC9IVRw" onload=x', "https://x.com/NorthshirePolice",
        "https://www.openstreetmap.org/", "https://vimeo.com/about", MAPS, f"{MAPS}/embed?pb=!1m1",
        f"{MAPS}/dir/A/B/@54.8,-2.9,15z", "https://www.google.com/search?q=maps",
        f'{MAPS}/place/A"onload=x/@54.8,-2.9,15z', "https://google.com.evil.example/maps/@1,1,1z",
        "https://youtube.com.evil.example/watch?v=jNQXAC9IVRw",
        "https://www.youtube.com/embed/videoseries?list=PL0123456789",
        "https://www.youtube.com/embed/live_stream?channel=UC0123456789",
    ],
)  # fmt: skip
def test_any_other_address_has_none(address: str) -> None:
    assert player_of(address) is None


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_has_a_kind_and_a_host_that_a_policy_takes(name: str) -> None:
    service = SERVICES[name]
    assert service.kind in KINDS
    assert name.isalnum()
    source = f"https://{service.host}"
    assert csp().read({"frame-src": [source]}, LONDON) == {"frame-src": (source,)}


def test_the_hosts_of_frames_are_in_order() -> None:
    assert frame_hosts(()) == ()
    hosts = frame_hosts(("youtube", "vimeo"))
    assert hosts == ("player.vimeo.com", "www.youtube-nocookie.com")
