"""What became of an update, in words; of errors what to do. A keyword without words stands as it came."""

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
_NEXT = "It tries again by itself."
_BUILD = "Withdraw it, and build it with the site's bundle key for this kind of terminal."

ERRORS: dict[str, str] = {
    "unreachable": f"the update server is not reached: does serve-updates run, is its port open? {_NEXT}",
    "refused": "the update server refuses its certificate: provision list; then serve-updates --reload",
    "not_found": "the update server does not have the bundle: copy it into broker/updates there",
    "disk_full": "no room for the bundle: look at the disk of this terminal in the monitor",
    "bad_signature": f"not signed by the key that its image trusts. {_BUILD}",
    "wrong_compatible": f"made for another kind of machine. {_BUILD}",
    "damaged": "what it got is not what was announced: compare the file on the server, announce it again",
    "install_failed": "it could not be written: provision doctor on its card; the card may be worn",
    "fell_back": "it did not start well and went back to the old version: withdraw it, look at the terminal's log",
}


def error_in_words(keyword: str) -> str:
    if not keyword:
        return ""
    known = ERRORS.get(keyword)
    return f"{known} ({keyword})" if known else f"it failed: {keyword}"
