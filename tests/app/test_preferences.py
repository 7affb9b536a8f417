import logging

import pytest

from studio import paths
from studio.app import preferences
from studio.app.preferences import Preferences


def test_what_was_written_is_read() -> None:
    wish = Preferences(theme="light", early_worker=False, live_share=10.0, motion=False)
    preferences.write(wish)
    assert preferences.read() == wish


def test_without_a_file_they_are_the_ordinary_ones() -> None:
    assert preferences.read() == Preferences()


@pytest.mark.parametrize("text", ["{", "[]", '{"theme": "pink"}', '{"live_share": 200}'])
def test_a_broken_file_is_said_in_the_log_and_the_ordinary_ones_hold(text: str, caplog: pytest.LogCaptureFixture) -> None:
    path = paths.settings() / "preferences.json"
    path.write_text(text)
    with caplog.at_level(logging.WARNING):
        assert preferences.read() == Preferences()
    assert caplog.messages[0].startswith(f"The preferences in {path} cannot be read and are the ordinary ones now. ")


def test_values_of_a_newer_version_are_left_alone() -> None:
    (paths.settings() / "preferences.json").write_text('{"theme": "dark", "holograms": true}')
    assert preferences.read() == Preferences(theme="dark")
