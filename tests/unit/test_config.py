"""The configuration: layers, and all mistakes at once in words a technician can use."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.config import ConfigErrors, load_config


def layer(directory: Path, text: str, name: str = "layer.toml") -> Path:
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_defaults_are_whole() -> None:
    config = load_config()
    assert config.devices.a4.driver == "cups"
    assert config.session.warning_s >= 20


def test_later_layers_win_key_by_key(tmp_path: Path) -> None:
    image = layer(tmp_path, '[display]\nwidth = 1280\n[terminal]\nsite = "A"\n', "image.toml")
    provisioned = layer(tmp_path, '[terminal]\nid = "b-3"\nsite = "B"\n', "provisioned.toml")
    config = load_config(image, provisioned)
    assert (config.display.width, config.display.height) == (1280, 1080)
    assert (config.terminal.id, config.terminal.site) == ("b-3", "B")


def test_a_layer_that_is_not_there_is_no_mistake(tmp_path: Path) -> None:
    assert load_config(tmp_path / "none.toml") == load_config()


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    wrong = layer(
        tmp_path,
        """
        [terminal]
        id = "Not an id"
        colour = "blue"
        [display]
        width = "wide"
        [session]
        warning_s = 5
        [devices.a4]
        driver = "fax"
        [devices.touch]
        rotation = 45
        """,
    )
    with pytest.raises(ConfigErrors) as caught:
        load_config(wrong)
    named = {error.split(":")[0] for error in caught.value.errors}
    assert named >= {"terminal.colour", "display.width", "devices.a4.driver", "devices.touch.rotation"}


def test_what_is_of_the_right_type_is_judged_too(tmp_path: Path) -> None:
    session = "[session]\nwarning_s = 5\nquiet_s = 3\n"
    wire = '[mqtt]\nhost = "broker"\n[updates]\nport = 0\n'
    wrong = layer(tmp_path, f'[terminal]\nid = "Not an id"\n{session}{wire}')
    with pytest.raises(ConfigErrors) as caught:
        load_config(wrong)
    assert {error.split(":")[0] for error in caught.value.errors} == {
        "terminal.id",
        "session.quiet_…_s",
        "session.warning_s",
        "mqtt.ca_file",
        "updates.port",
    }


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigErrors, match=r"broken\.toml"):
        load_config(layer(tmp_path, "= = =", "broken.toml"))
