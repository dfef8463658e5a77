"""What the pages say of updates, in German and English. `update.error.…` are the terminals' keywords."""

from __future__ import annotations

DE = {
    # a terminal's page
    "software.line": "Software {software}",
    "software.slot": "Startbereich {slot}",
    "update.fetching": "Update {version} wird geladen, {percent} %",
    "update.installing": "Update {version} wird installiert, {percent} %",
    "update.waiting": "Update {version} ist installiert, startet von selbst (meist nachts)",
    "update.proving": "Update {version} ist gestartet, wird noch geprüft",
    "update.done": "Update {version} ist fertig",
    "update.failed": "Update {version} gescheitert: {why}",
    "update.halted": "{what}, unterbrochen: {why}",
    "update.error.unreachable": "der Update-Server ist nicht erreichbar",
    "update.error.not_allowed": "der Update-Server lehnt das Terminal ab",
    "update.error.not_trusted": "das Zertifikat des Update-Servers gilt hier nicht",
    "update.error.not_found": "der Update-Server hat die Datei nicht",
    "update.error.server_error": "der Update-Server antwortet fehlerhaft",
    "update.error.wrong_size": "die Datei hat eine andere Größe als angekündigt",
    "update.error.disk_full": "auf der Speicherkarte ist kein Platz",
    "update.error.disk_error": "die Speicherkarte nimmt die Datei nicht an",
    "update.error.damaged": "die geladene Datei ist beschädigt",
    "update.error.bad_signature": "die Signatur stimmt nicht",
    "update.error.wrong_compatible": "es ist für andere Geräte gemacht",
    "update.error.refused": "es ließ sich nicht installieren",
    "update.error.installer_away": "das Installationsprogramm antwortet nicht",
    "update.error.not_proven": "die laufende Fassung muss sich erst bewähren",
    "update.error.no_slots": "dieses Gerät hat keine Startbereiche",
    "update.error.fell_back": "zurückgefallen auf die alte Fassung",
    # tasks
    "update-fell-back.what": "Zurückgefallen auf die alte Fassung",
    "update-fell-back.do": "Update {version} lief dort nicht richtig. Das Terminal arbeitet wie zuvor weiter, "
    "niemand muss hingehen. IT rufen, bevor andere Terminals das Update bekommen.",
    "update-fell-back-many.what": "{count} Terminals zurückgefallen auf die alte Fassung",
    "update-fell-back-many.do": "Update {version} lief dort nicht richtig: {names}. Sie arbeiten wie zuvor "
    "weiter. IT jetzt rufen: Update zurückziehen („provision update withdraw“).",
    "update-failed.what": "Update {version} nicht eingespielt",
    "update-failed.do": "Grund: {why}. Das Terminal arbeitet wie zuvor weiter. IT Bescheid geben: „provision "
    "update status“ sagt, was zu tun ist.",
    "update-failed-many.what": "Update {version} an {count} Terminals nicht eingespielt",
    "update-failed-many.do": "Sie arbeiten wie zuvor weiter: {names}. IT Bescheid geben: „provision update "
    "status“ nennt die Gründe.",
    "log.update-fell-back": "zurückgefallen auf die alte Fassung",
    "log.update-failed": "Update {version} nicht eingespielt",
}

EN = {
    "software.line": "Software {software}",
    "software.slot": "boot slot {slot}",
    "update.fetching": "update {version} is being loaded, {percent} %",
    "update.installing": "update {version} is being installed, {percent} %",
    "update.waiting": "update {version} is installed, starts by itself (mostly at night)",
    "update.proving": "update {version} has started, being proven",
    "update.done": "update {version} is done",
    "update.failed": "update {version} failed: {why}",
    "update.halted": "{what}, interrupted: {why}",
    "update.error.unreachable": "the update server cannot be reached",
    "update.error.not_allowed": "the update server refuses this terminal",
    "update.error.not_trusted": "the update server's certificate is not trusted",
    "update.error.not_found": "the update server does not have the file",
    "update.error.server_error": "the update server answers oddly",
    "update.error.wrong_size": "the file has another size than announced",
    "update.error.disk_full": "there is no room on the memory card",
    "update.error.disk_error": "the memory card does not take the file",
    "update.error.damaged": "the loaded file is damaged",
    "update.error.bad_signature": "the signature is wrong",
    "update.error.wrong_compatible": "it is made for other machines",
    "update.error.refused": "it could not be installed",
    "update.error.installer_away": "the installer does not answer",
    "update.error.not_proven": "the running version has to prove itself first",
    "update.error.no_slots": "this machine has no boot slots",
    "update.error.fell_back": "went back to the old version",
    "update-fell-back.what": "Went back to the old version",
    "update-fell-back.do": "Update {version} did not run well there. The terminal works as before, nobody has to "
    "walk there. Call IT before other terminals get the update.",
    "update-fell-back-many.what": "{count} terminals went back to the old version",
    "update-fell-back-many.do": "Update {version} did not run well there: {names}. They work as before. Call IT "
    "now: withdraw the update (“provision update withdraw”).",
    "update-failed.what": "Update {version} not installed",
    "update-failed.do": "Reason: {why}. The terminal works as before. Tell IT: “provision update status” says "
    "what to do.",
    "update-failed-many.what": "Update {version} not installed at {count} terminals",
    "update-failed-many.do": "They work as before: {names}. Tell IT: “provision update status” names the reasons.",
    "log.update-fell-back": "went back to the old version",
    "log.update-failed": "update {version} not installed",
}
