"""What became of an update, in words; of errors what to do."""

from __future__ import annotations

from appliance.telemetry.messages import UpdatePhase

PHASES: dict[UpdatePhase, str] = {
    "none": "none",
    "fetching": "being loaded",
    "installing": "being installed",
    "waiting": "installed, starts by itself",
    "proving": "started, not proven yet",
    "done": "done",
    "failed": "FAILED",
}
_AGAIN = "It tries again by itself."
_BUILD = "Withdraw it, and build it with the site's bundle key for this kind of terminal."
_SAME = "Is the file on the server the one that was announced? Copy it again."

ERRORS: dict[str, str] = {
    "unreachable": f"the update server is not reached: does serve-updates run, is its port open? {_AGAIN}",
    "not_allowed": "the update server refuses its certificate: provision list, then serve-updates --reload broker",
    "not_trusted": "it does not trust the server's certificate: copy broker/broker.pem there, then reload",
    "not_found": "the update server does not have the bundle: copy it into broker/updates there",
    "server_error": f"the update server answers oddly: read what serve-updates says. {_AGAIN}",
    "wrong_size": f"the bundle on the server has another size. {_SAME}",
    "disk_full": "no room for the bundle: look at the disk of this terminal in the monitor",
    "disk_error": "its disk does not take the bundle: provision doctor on its card; the card may be worn",
    "damaged": f"what it got is damaged. {_SAME}",
    "bad_signature": f"not signed by the key that its image trusts. {_BUILD}",
    "wrong_compatible": f"made for another kind of machine. {_BUILD}",
    "refused": "RAUC did not install it: journalctl -u rauc on the terminal says why",
    "installer_away": f"RAUC does not answer on the terminal. {_AGAIN}",
    "not_proven": f"it waits until the version that runs has proven itself. {_AGAIN}",
    "no_slots": "it runs from no slot of an image, and cannot be updated this way: withdraw it there",
    "fell_back": "it did not run well and went back to the old version: withdraw it, read its journal",
}


def error_in_words(keyword: str) -> str:
    return ERRORS.get(keyword, "its journal says more: journalctl -u migrado-update")
