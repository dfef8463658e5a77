"""What the ids of transports mean: what happened, and what to correct. An id without words stands as it came."""

from __future__ import annotations

_ASK_OFFICE = "Ask the office's IT."
_NETWORK = "Check network, firewall and proxy, and host and port in offices.toml."
_KEY_FILE = "Check the path in offices.toml and the file's permissions."
_OFFICE_CERTIFICATE = "Get a new certificate from the office: RSA, at least 3072 bits, for e-mail encryption."

REASONS: dict[str, tuple[str, str]] = {
    # network
    "unreachable": ("the receiver cannot be reached", _NETWORK),
    "not-reachable": ("the service cannot be reached", _NETWORK),
    "timeout": ("the receiver did not answer in time", _NETWORK),
    "connection-lost": ("the connection broke", "Try again; if it stays so: check firewall and proxy."),
    "connection-broken": ("the connection broke", "Try again; if it stays so: check firewall and proxy."),
    "tls": ("no encrypted connection came about", "Check port and `security`, and any proxy that opens TLS."),
    "tls-untrusted": (
        "the receiver's TLS certificate is not trusted",
        "Put your authority's certificate into `ca_file`. If you have none, somebody else answers there.",
    ),
    "ca-unreadable": ("`ca_file` cannot be read", _KEY_FILE),
    "redirected": ("the service sends us to another address", "Correct the URL in offices.toml."),
    "rate-limited": ("the service has been asked too often", "Wait a few minutes and try again."),
    "service": ("the service reports a fault of its own", "Try again later; look at the service's status page."),
    "answer-malformed": ("the service answered something else than it should", "Is the URL that of the API?"),
    "answer-too-large": ("the service's answer is too large to be believed", "Is the URL that of the API?"),
    "url-malformed": ("a URL in the settings is none", "Correct the URL in offices.toml."),
    # signing in
    "auth": (
        "the receiver refuses our sign-in",
        "Check user, password or key file, and whether the receiver knows them.",
    ),
    "credentials": ("the service refuses client id or secret", "Compare them with the service's account page."),
    "secret-unreadable": ("`client_secret_file` cannot be read", _KEY_FILE),
    "own-key-unreadable": (
        "`key_file` cannot be read",
        "It must be an OpenSSH private key without passphrase. " + _KEY_FILE,
    ),
    "not-supported": (
        "the mail server does not offer what is needed",
        "Check port, `security`, and sign-in methods.",
    ),
    "mail-without-tls": (
        "mail would travel without TLS to another machine",
        'Set `security = "tls"` or `"starttls"`; "none" is for a server on the same machine.',
    ),
    # SFTP
    "host-key": (
        "the host shows another key than the pinned one",
        "Ask the office by telephone. Take a new key over only if they say so: somebody may be in between.",
    ),
    "host-key-malformed": (
        "`host_key` is no host key",
        "One line as in known_hosts, without the name: `ssh-ed25519 AAAA…`.",
    ),
    "key-exchange": ("server and terminal share no method of encryption", _ASK_OFFICE),
    "directory-missing": ("the directory is not there", "Check `directory`; the office must create it."),
    "permission-denied": ("the directory may not be written to", _ASK_OFFICE),
    "no-space": ("the office's disk is full", _ASK_OFFICE),
    "size-differs": ("what arrived has another size than what was sent", _ASK_OFFICE),
    "ssh": ("the SSH connection failed", _NETWORK),
    "ssh-garbled": ("something answers there that is no SSH server", _NETWORK),
    "smtp-garbled": ("something answers there that is no mail server", _NETWORK),
    # the office's key
    "key-unreadable": ("the office's key file cannot be read", _KEY_FILE),
    "key-malformed": ("the office's key file holds no RSA public key", "PEM or JWK. " + _ASK_OFFICE),
    "key-private": (
        "the file holds a PRIVATE key",
        "Take it off this machine. The office must make a new pair and give us the public half only.",
    ),
    "key-too-weak": (
        "the office's key is too short",
        "RSA, at least 3072 bits (4096 for FIT-Connect). " + _ASK_OFFICE,
    ),
    "key-not-rsa": ("the office's key is not RSA", _OFFICE_CERTIFICATE),
    "key-usage": ("the certificate may not be used to encrypt mail", _OFFICE_CERTIFICATE),
    "key-wrong-use": ("the destination's key may not be used to encrypt", _ASK_OFFICE),
    "key-unknown": ("the destination names a key that the service does not have", _ASK_OFFICE),
    "key-of-another-id": ("the service gave another key than was asked for", _ASK_OFFICE),
    "key-stale": (
        "the office's key has not been confirmed for too long",
        "Let the terminal reach the service again.",
    ),
    "keys-not-read": ("the keys have not been read yet", "Try again."),
    "certificate-unreadable": ("the office's certificate file cannot be read", _KEY_FILE),
    "certificate-malformed": ("the office's certificate file holds no certificate", "PEM. " + _ASK_OFFICE),
    "certificate-missing": ("the destination's key has no certificate chain", _ASK_OFFICE),
    "certificate-expired": ("the office's certificate has expired", _OFFICE_CERTIFICATE),
    "certificate-not-yet-valid": ("the office's certificate is not valid yet", "Is this machine's clock right?"),
    "certificate-not-trusted": (
        "the certificate chain does not lead to a root in `key_roots_file`",
        "Check that file.",
    ),
    "certificate-of-another-key": ("certificate and key do not belong together", _ASK_OFFICE),
    "certificate-wrong-use": ("the certificate may not be used to encrypt", _ASK_OFFICE),
    "chain-too-long": ("the certificate chain is too long to be believed", _ASK_OFFICE),
    "key-roots-unreadable": ("`key_roots_file` cannot be read", _KEY_FILE),
    # the site's key
    "site-key-unreadable": ("the site's certificate or key cannot be read", _KEY_FILE),
    "site-key-malformed": ("the site's certificate or key file holds none", "PEM, the key without passphrase."),
    "site-key-mismatch": (
        "the site's certificate and key do not belong together",
        "Check `certificate_file` and `key_file`.",
    ),
    "site-certificate-expired": (
        "the site's own certificate has expired",
        "Order a new one and replace both files.",
    ),
    # FIT-Connect
    "destination-unknown": (
        "the service does not know the destination",
        "Compare `destination_id` with the office.",
    ),
    "destination-not-active": ("the destination is not active", _ASK_OFFICE),
    "destination-malformed": ("the service describes the destination in a way we do not understand", _ASK_OFFICE),
    "destination-of-another-id": ("the service gave another destination than was asked for", _ASK_OFFICE),
    "service-not-offered": ("the destination does not offer this service", "Compare `leika_key` with the office."),
    "schema-not-taken": (
        "the destination does not take the schema of the test submission",
        "The office registers our schemas (docs/schemas) for the service; or name one it takes with --schema.",
    ),
    "metadata-version-not-taken": ("the destination takes no version of metadata that we write", _ASK_OFFICE),
    "no-event-keys": ("the service's keys for its event log cannot be had", "Check `event_keys_url`."),
    "case-unknown": ("the service no longer knows the submission", _ASK_OFFICE),
    "refused-by-receiver": ("the receiver gave it back", "The office's IT can see why, by the id."),
}
GOOD_WORDS = {
    "signed-in": "signed in at the service",
    "destination-active": "the destination is active",
    "service-offered": "the destination offers the service",
    "key-checked": "the destination's key is in order",
    "event-keys-known": "the keys of the event log are known",
}


def in_words(reason: str) -> tuple[str, str]:
    """Return what happened and what to correct."""
    known = REASONS.get(reason)
    if known is not None:
        return f"{known[0]} ({reason})", known[1]
    if reason.startswith("smtp-"):
        return f"the mail server answers {reason.removeprefix('smtp-')}", "Look the code up in the server's log."
    return f"it failed: {reason}", _ASK_OFFICE
