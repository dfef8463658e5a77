"""What the pages say of sending, of calls that ring, and of orders to a terminal, in German and English."""

from __future__ import annotations

DE = {
    # tasks
    "outbox-old.what": "{outbox} Sendung geht nicht hinaus",
    "outbox-old.what.many": "{outbox} Sendungen gehen nicht hinaus",
    "outbox-old.do": "Nichts ist verloren: Sie liegen verschlüsselt im Terminal und gehen von selbst hinaus. "
    "Nur hat das Amt sie noch nicht. Haben auch andere Terminals das, liegt es wohl am Netz oder am "
    "Empfänger: IT Bescheid geben.",
    "outbox-stuck.what": "{outbox} Sendung steckt fest",
    "outbox-stuck.what.many": "{outbox} Sendungen stecken fest",
    "outbox-stuck.do": "IT jetzt rufen: Netz und Empfänger prüfen. Nichts ist verloren, aber wer heute eine "
    "Frist hat, soll seinen Antrag auch drucken und abgeben.",
    "outbox-old-many.what": "An {count} Terminals gehen Sendungen nicht hinaus",
    "outbox-old-many.do": "{outbox} warten, verschlüsselt und sicher: {names}. Eine Ursache für alle, wohl "
    "das Netz oder der Empfänger. IT Bescheid geben, nicht jedes Terminal einzeln ansehen.",
    "outbox-stuck-many.what": "An {count} Terminals stecken Sendungen fest",
    "outbox-stuck-many.do": "IT jetzt rufen: {outbox} warten ({names}). Nichts ist verloren, aber wer heute "
    "eine Frist hat, soll seinen Antrag auch drucken und abgeben.",
    "outbox-full.what": "Ausgang voll, es wird nur noch gedruckt",
    "outbox-full.do": "Wer dort senden will, wird gebeten zu drucken. {outbox} warten, verschlüsselt und "
    "sicher. IT jetzt rufen: Erst wenn etwas hinausgeht, ist wieder Platz.",
    "submission-lost.what": "Sendung kam nicht an: {office_name}",
    "submission-lost.do": "Der Mensch sieht es, wenn er mit seinem Bon nachsieht; das Amt hat nichts. IT "
    "Bescheid geben, damit sie beim Amt nachfragt. Kennung: {id}",
    "submission-lost-unknown.what": "{refused} Sendung kam nicht an",
    "submission-lost-unknown.what.many": "{refused} Sendungen kamen nicht an",
    "submission-lost-unknown.do": "Welche, hat der Monitor nicht gehört; es steht am Terminal (Personal "
    "anmelden). IT Bescheid geben.",
    "site-settings-wrong.what": "Einstellungen für die Ämter fehlerhaft",
    "site-settings-wrong.do": "Neue Angaben gelten dort nicht. Gedruckt wird weiter. IT Bescheid geben: "
    "„provision doctor“ nennt die Fehler.",
    "site-settings-wrong-many.what": "An {count} Terminals Einstellungen für die Ämter fehlerhaft",
    "site-settings-wrong-many.do": "Neue Angaben gelten dort nicht: {names}. Gedruckt wird weiter. IT "
    "Bescheid geben: „provision doctor“ nennt die Fehler.",
    "office-key-unusable.what": "Senden nicht möglich: {office_name}",
    "office-key-unusable.do": "Der Schlüssel des Amts ist nicht brauchbar, vielleicht abgelaufen. Wer dorthin "
    "will, wird gebeten zu drucken. IT Bescheid geben.",
    "office-key-unusable-many.what": "Senden nicht möglich: {office_name}",
    "office-key-unusable-many.do": "Der Schlüssel des Amts ist an {count} Terminals nicht brauchbar, "
    "vielleicht abgelaufen: {names}. Wer dorthin will, wird gebeten zu drucken. IT Bescheid geben.",
    "outbox-degraded.what": "Platte nimmt nichts an, es wird nur noch gedruckt",
    "outbox-degraded.do": "Wer dort senden will, wird gebeten zu drucken. Was schon im Ausgang war, geht hinaus, "
    "sobald die Platte wieder schreibt. IT rufen: Die Speicherkarte ist wohl voll oder verschlissen.",
    "staff-locked.what": "Personal-Anmeldung gesperrt",
    "staff-locked.do": "Zu viele falsche Versuche. Die Sperre endet von selbst. War es niemand von euch: "
    "hingehen und nachsehen.",
    "log.outbox-old": "Sendungen gehen nicht hinaus",
    "log.outbox-stuck": "Sendungen stecken fest",
    "log.outbox-full": "Ausgang voll",
    "note.more_lost": "{refused} insgesamt",
    "note.outbox_inside": "zuletzt {outbox} Sendung darin, verschlüsselt und sicher",
    "note.outbox_inside.many": "zuletzt {outbox} Sendungen darin, verschlüsselt und sicher",
    "note.on_round": "auf dem Rundgang seit {time}",
    "note.answered": "Antwort um {time}",
    "note.answered_by": "Antwort von {by} um {time}",
    "action.refilled": "Nachgefüllt",
    "action.refilled.a4": "A4-Papier nachgefüllt",
    "action.refilled.receipt": "Bonrolle gewechselt",
    "action.on_round": "Auf den Rundgang",
    "action.self_test": "Selbsttest",
    "action.retry_outbox": "Jetzt senden",
    "action.seen": "Gesehen",
    "action.more": "Einzelheiten",
    "verb.refill": "Nachgefüllt",
    "verb.self_test": "Selbsttest",
    "verb.retry_outbox": "Jetzt senden",
    "verb.ack_refused": "Gesehen",
    "state.sending": "Ausgang stockt",
    "state.lost_submission": "Sendung kam nicht an",
    # the outbox on the pages
    "outbox": "Ausgang",
    "outbox.none": "Nichts wartet.",
    "outbox.waiting": "Wartet",
    "outbox.oldest": "älteste seit",
    "outbox.safe": "Verschlüsselt: Nur das Amt kann es öffnen.",
    "outbox.gone_wrong": "Nicht angekommen",
    "outbox.refused": "zurückgewiesen",
    "outbox.expired": "abgelaufen",
    "outbox.unknown": "{n} weitere, von denen der Monitor nichts Näheres weiß",
    "outbox.unheard": "Stand von vor {age}",
    "outbox.count": "{n} Sendung",
    "outbox.count.many": "{n} Sendungen",
    "outbox.side": "{terminals} Terminal: {n}",
    "outbox.side.many": "{terminals} Terminals: {n}",
    "outbox.back": "nicht angekommen: {n}",
    # calls that ring
    "sound.on": "Ton: an",
    "sound.off": "Ton einschalten",
    "sound.blocked": "Ton: hier tippen",
    "sound.title": "Es klingelt bei jedem offenen Hilferuf, bis jemand antwortet",
    "ring": "{n} Hilferuf offen",
    "ring.many": "{n} Hilferufe offen",
    "ring.show": "Ansehen",
    "device_name": "Dieses Gerät",
    "device_name.hint": "So heißt es bei Antworten auf Hilferufe, z. B. „Theke“. Keine Namen von Menschen nötig.",
    "device_name.save": "Merken",
}
EN = {
    "outbox-old.what": "{outbox} submission is not going out",
    "outbox-old.what.many": "{outbox} submissions are not going out",
    "outbox-old.do": "Nothing is lost: they lie encrypted in the terminal and go out by themselves. But the "
    "office does not have them yet. If other terminals have the same, it is the network or the receiver: "
    "tell IT.",
    "outbox-stuck.what": "{outbox} submission is stuck",
    "outbox-stuck.what.many": "{outbox} submissions are stuck",
    "outbox-stuck.do": "Call IT now: check network and receiver. Nothing is lost, but people with a deadline "
    "today should also print their application and hand it in.",
    "outbox-old-many.what": "Submissions do not go out at {count} terminals",
    "outbox-old-many.do": "{outbox} waiting, encrypted and safe: {names}. One cause for all, probably the "
    "network or the receiver. Tell IT, do not look at each terminal.",
    "outbox-stuck-many.what": "Submissions are stuck at {count} terminals",
    "outbox-stuck-many.do": "Call IT now: {outbox} waiting ({names}). Nothing is lost, but people with a "
    "deadline today should also print their application and hand it in.",
    "outbox-full.what": "Outbox full, printing only",
    "outbox-full.do": "Whoever wants to send there is asked to print. {outbox} waiting, encrypted and safe. "
    "Call IT now: there is room again only when something goes out.",
    "submission-lost.what": "Submission did not arrive: {office_name}",
    "submission-lost.do": "The person sees it when looking it up with the receipt; the office has nothing. "
    "Tell IT, so that they ask the office. Id: {id}",
    "submission-lost-unknown.what": "{refused} submission did not arrive",
    "submission-lost-unknown.what.many": "{refused} submissions did not arrive",
    "submission-lost-unknown.do": "The monitor has not heard which; the terminal shows it (staff sign in "
    "there). Tell IT.",
    "site-settings-wrong.what": "Settings of the offices are wrong",
    "site-settings-wrong.do": "New details do not count there. Printing goes on. Tell IT: “provision doctor” "
    "names the mistakes.",
    "site-settings-wrong-many.what": "Settings of the offices are wrong at {count} terminals",
    "site-settings-wrong-many.do": "New details do not count there: {names}. Printing goes on. Tell IT: "
    "“provision doctor” names the mistakes.",
    "office-key-unusable.what": "Sending not possible: {office_name}",
    "office-key-unusable.do": "The office's key cannot be used, it may have expired. Whoever wants to send "
    "there is asked to print. Tell IT.",
    "office-key-unusable-many.what": "Sending not possible: {office_name}",
    "office-key-unusable-many.do": "The office's key cannot be used at {count} terminals, it may have "
    "expired: {names}. Whoever wants to send there is asked to print. Tell IT.",
    "outbox-degraded.what": "The disk takes nothing, printing only",
    "outbox-degraded.do": "Who wants to send there is asked to print. What was in the outbox already goes out as "
    "soon as the disk writes again. Call IT: the memory card is probably full or worn out.",
    "staff-locked.what": "Staff sign-in locked",
    "staff-locked.do": "Too many wrong tries. The lock ends by itself. If it was none of you: go and look.",
    "log.outbox-old": "Submissions do not go out",
    "log.outbox-stuck": "Submissions are stuck",
    "log.outbox-full": "Outbox full",
    "note.more_lost": "{refused} in all",
    "note.outbox_inside": "last {outbox} submission inside, encrypted and safe",
    "note.outbox_inside.many": "last {outbox} submissions inside, encrypted and safe",
    "note.on_round": "on the round since {time}",
    "note.answered": "answered at {time}",
    "note.answered_by": "answered by {by} at {time}",
    "action.refilled": "Refilled",
    "action.refilled.a4": "A4 paper refilled",
    "action.refilled.receipt": "Receipt roll changed",
    "action.on_round": "On the next round",
    "action.self_test": "Self-test",
    "action.retry_outbox": "Send now",
    "action.seen": "Seen",
    "action.more": "Details",
    "verb.refill": "Refilled",
    "verb.self_test": "Self-test",
    "verb.retry_outbox": "Send now",
    "verb.ack_refused": "Seen",
    "state.sending": "outbox stuck",
    "state.lost_submission": "submission lost",
    "outbox": "Outbox",
    "outbox.none": "Nothing waits.",
    "outbox.waiting": "Waiting",
    "outbox.oldest": "oldest for",
    "outbox.safe": "Encrypted: only the office can open it.",
    "outbox.gone_wrong": "Did not arrive",
    "outbox.refused": "refused",
    "outbox.expired": "expired",
    "outbox.unknown": "{n} more of which the monitor knows nothing closer",
    "outbox.unheard": "as of {age} ago",
    "outbox.count": "{n} submission",
    "outbox.count.many": "{n} submissions",
    "outbox.side": "{terminals} terminal: {n}",
    "outbox.side.many": "{terminals} terminals: {n}",
    "outbox.back": "did not arrive: {n}",
    "sound.on": "Sound: on",
    "sound.off": "Turn sound on",
    "sound.blocked": "Sound: tap here",
    "sound.title": "Rings for every open call for help until someone answers",
    "ring": "{n} call for help open",
    "ring.many": "{n} calls for help open",
    "ring.show": "Show",
    "device_name": "This device",
    "device_name.hint": "Its name in answers to calls for help, for example “Desk”. No people's names needed.",
    "device_name.save": "Keep",
}
