"""An update that is wanted, and others like it."""

from __future__ import annotations

import hashlib

from msgspec.structs import replace

from appliance.telemetry.messages import UpdateWanted

CONTENT = bytes(range(256)) * 1200
WANTED = UpdateWanted("0.2.0", "migrado-0.2.0.raucb", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
OTHER = replace(WANTED, version="0.3.0", bundle="migrado-0.3.0.raucb", sha256="b" * 64)
AT_ONCE = replace(WANTED, when="now")
