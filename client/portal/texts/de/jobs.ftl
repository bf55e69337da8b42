# Was Vorgänge tun und was daraus wird, auf Deutsch. Das Wörterverzeichnis steht in pages.ftl.

## What is done, as the title of a job.
do-audit = Feststellen, wer Einsicht nahm
do-vote = Über Antrag { $motion } abstimmen
do-end-vote = Abstimmung über Antrag { $motion } beenden
do-approve =
    { $count ->
        [one] { $count } Anfrage
       *[other] { $count } Anfragen
    } freigeben
do-reject = Anfrage { $request } ablehnen
do-backup = Sicherung speichern
do-rotate = Ein neuer CSP-Schlüssel
do-register = Schlüssel veröffentlichen
do-write-keys = Schlüssel in eine Datei schreiben
do-enrol = Einen Patienten aufnehmen
do-consent = In Anfrage { $request } einwilligen
do-deny = Einwilligung zu Anfrage { $request } verweigern
do-close = Anfrage { $request } schließen
do-download = Anfrage { $request } herunterladen
do-look = Anfrage { $request } öffnen
do-future = Festlegen, was aufgelistet werden darf
do-acknowledge = Akte { $record } anerkennen
do-suspend = Eine Akte für Anfragen schließen
do-resume = Eine Akte für Anfragen öffnen
do-searchable = Festlegen, ob eine Akte auffindbar ist
do-ask = Akte { $record } anfragen
do-refuse = Akte { $record } zurückweisen
do-erase = Akte { $record } löschen
do-correction = Festlegen, wer eine Akte berichtigen darf
do-keep = Löschung der Akte { $record } aufhalten
do-synchronize = Kataloge holen
do-upload = { $name } hochladen
do-publish = Katalog veröffentlichen

## What came of it.
said-acknowledged = Akte { $record } anerkannt: Ihr CSP-Schlüssel öffnet sie.
said-acknowledged-corrects = Akte { $record } anerkannt: Ihr CSP-Schlüssel öffnet sie; sie tritt an die Stelle der Akte { $older }.
said-suspended = Akte { $record } nimmt jetzt keine Anfragen an.
said-resumed = Akte { $record } nimmt wieder Anfragen an.
said-refused = Akte { $record } zurückgewiesen: { $reason }. Wer ihre Datei hat, soll sie entfernen.
said-searchable = Akte { $record } ist nach ihrer Krankheit auffindbar, sobald die Einrichtung das nächste Mal veröffentlicht.
said-not-searchable = Akte { $record } ist nicht mehr nach ihrer Krankheit auffindbar.
said-future = Einrichtungen dürfen von nun an auflisten, was sie über Sie hochladen.
said-no-future = Einrichtungen dürfen nicht mehr auflisten, was sie über Sie hochladen; Aufgelistetes bleibt.
said-erasure-scheduled = Akte { $record } wird gelöscht: { $until }. Bis dahin lässt es sich aufhalten.
said-erasure-hold = Eine rechtliche Sperre bewahrt Akte { $record }: Sie nimmt keine Anfragen mehr an, und die Sperre endet: { $until }.
said-erasure-taken = Die Kette hat es angenommen. Akte { $record } ist noch da: Ihre Seite sagt, worauf gewartet wird.
said-erased =
    Akte { $record } gelöscht: { $count ->
        [one] { $count } Objekt
       *[other] { $count } Objekte
    } aus der Ablage entfernt.
said-kept = Akte { $record } wird nicht gelöscht.
said-correction = { $who } darf Akte { $record } berichtigen.
said-no-correction = Nur wer Akte { $record } hochlud, darf sie jetzt berichtigen.
said-asked = Akte { $record } angefragt, als Anfrage { $request }.
said-closed = Anfrage { $request } geschlossen; das Pfand ist zurück.
said-sentence = { $words }.
said-approved =
    { $count ->
        [one] { $count } Anfrage
       *[other] { $count } Anfragen
    } freigegeben.
said-consented = In Anfrage { $request } eingewilligt.
said-denied = Einwilligung zu Anfrage { $request } verweigert: Sie ist beendet.
said-no-catalogues = Keine Einrichtung hat einen Katalog veröffentlicht.
said-catalogues =
    { $usable } von { $count ->
        [one] { $count } Katalog
       *[other] { $count } Katalogen
    } durchsuchbar.
catalogue = Katalog
catalogue-fresh =
    { $facility }: { $entries ->
        [one] { $entries } Eintrag
       *[other] { $entries } Einträge
    }, veröffentlicht vor { $age }
catalogue-trouble = { $facility }: { $why }
said-published =
    Katalog { $number } veröffentlicht: { $records ->
        [one] { $records } Akte
       *[other] { $records } Akten
    }, für { $readers ->
        [one] { $readers } lesende Stelle
       *[other] { $readers } lesende Stellen
    }.
said-voted-for = Für Antrag { $motion } gestimmt.
said-voted-against = Gegen Antrag { $motion } gestimmt.
said-vote-scheduled = Abstimmung über Antrag { $motion } beendet: Der Beschluss wartet, bis er ausführbar ist.
said-vote-executed = Abstimmung über Antrag { $motion } beendet: Er wurde ausgeführt.
said-vote-lost = Abstimmung über Antrag { $motion } beendet: Er wurde nicht angenommen.
said-registered = Ihre Schlüssel sind auf der Kette: Akten können für Sie versiegelt werden.
said-keys-written = Ihre Schlüssel sind in einer Datei. Geben Sie sie Ihrer Klinik, und lesen Sie ihr auf Nachfrage diesen Fingerabdruck vor.
said-enrolled = { $name } aufgenommen.
said-rotated = CSP-Schlüssel, Fassung { $version }, ist veröffentlicht. Schreiben Sie seine Wörter auf; ältere Akten behalten den älteren Schlüssel.
said-backed-up = Gespeichert. Die Dateien sind verschlüsselt wie hier: Bewahren Sie sie auf einem anderen Datenträger auf, und die Passphrase anderswo.
said-looked = Mit beiden Schlüsseln geöffnet und geprüft. Sie liegt nur im Speicher und ist weg, wenn das Portal sperrt.
said-downloaded = Mit beiden Schlüsseln geöffnet, ganz geprüft und gespeichert.
said-uploaded = Verschlüsselt, abgelegt und eingetragen.
in-block = In Block
fee = Gebühr
stored = Abgelegt
stored-bytes =
    { $count ->
        [one] { $count } Byte
       *[other] { $count } Byte
    }, verschlüsselt
resumed = Fortgesetzt
resumed-bytes =
    { $count ->
        [one] { $count } Byte lag
       *[other] { $count } Byte lagen
    } schon in der Ablage
corrects = Berichtigt
corrects-record = Akte { $record }, sobald der Patient es anerkennt
request-closed = geschlossen, und ihr Einmalschlüssel vergessen
request-not-closed-why = ließ sich nicht schließen: { $why }
request-not-closed = nicht geschlossen
series-number = { $modality } Serie { $number }
series-unnamed = { $modality } ohne Namen

## Where to go next.
see-record = Die Akte ansehen
see-request = Die Anfrage ansehen
see-records = Ihre Akten ansehen
see-receipt = Den Beleg ansehen
see-requests = Ihre Anfragen ansehen
see-decide = Ansehen, was noch wartet
see-council = Den Rat ansehen
see-it = Ansehen
to-search = Suchen
back-to-uploads = Zurück zum Hochladen
back-to-keys = Zurück zu den Schlüsseln
enrol-another = Noch jemanden aufnehmen
