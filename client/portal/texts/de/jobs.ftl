# Was Vorgänge tun und was daraus wird, auf Deutsch. Das Wörterverzeichnis steht in pages.ftl.

## What is done, as the title of a job.
do-audit = Feststellen, wer Einsicht nahm
do-audit-save = Speichern, wer Einsicht nahm
do-audit-verify = Einen Auszug prüfen
do-receipt-verify = Einen Beleg prüfen
do-vote = Über Antrag { $motion } abstimmen
do-end-vote = Abstimmung über Antrag { $motion } beenden
do-enact = Beschluss { $decision } ausführen
do-stop-decision = Beantragen, Beschluss { $decision } aufzuhalten
do-propose-role = Eine Rolle für { $who } beantragen
do-ceremony = Ein Schritt der Zeremonie für Gremium { $committee }
do-leave-ceremony = Die Zeremonie für Gremium { $committee } beenden
do-health = Ansehen, wessen Anteile von Gremium { $committee } da sind
do-approve =
    { $count ->
        [one] { $count } Anfrage
       *[other] { $count } Anfragen
    } freigeben
do-reject = Anfrage { $request } ablehnen
do-backup = Sicherung speichern
do-rotate = Ein neuer CSP-Schlüssel
do-restore-key = Einen Schlüssel aus seinen Wörtern wiederherstellen
do-account = Ein Konto für eine Einrichtung anlegen
do-find-accounts = Ihre Konten wiederfinden
do-store-health = Nachsehen, wie es um die Ablage steht
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
do-hold = Akte { $record } vor dem Löschen bewahren
do-lift = Sperre der Akte { $record } aufheben
do-synchronize = Kataloge holen
do-upload = { $name } hochladen
do-publish = Katalog veröffentlichen
do-policy-import = Eine ständige Antwort übernehmen
do-policy-remove = Ständige Antwort { $policy } vergessen
do-policy-export = Ständige Antwort { $policy } speichern
do-emergency-future = Festlegen, was für den Notfall hinterlegt werden darf
do-emergency-allow =
    { $count ->
        [one] { $count } Akte
       *[other] { $count } Akten
    } für den Notfall erlauben
do-emergency-remove = Akte { $record } für Notfälle zurücknehmen
do-break-glass = Im Notfall auf Akte { $record } zugreifen
do-emergency-explain = Notfallzugriff { $request } begründen
do-emergency-review = Notfallzugriff { $request } prüfen
do-emergency-enforce = Notfallzugriff { $request } ahnden lassen

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
said-held = Akte { $record } ist vor dem Löschen bewahrt. Die Sperre endet: { $until }.
said-lifted = Nichts bewahrt Akte { $record } mehr vor dem Löschen.
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
publish-came = Dürfen ihn von nun an durchsuchen
publish-went = Dürfen ihn nicht mehr durchsuchen
said-voted-for = Für Antrag { $motion } gestimmt.
said-voted-against = Gegen Antrag { $motion } gestimmt.
said-vote-scheduled = Abstimmung über Antrag { $motion } beendet: Der Beschluss wartet, bis er ausführbar ist.
said-vote-executed = Abstimmung über Antrag { $motion } beendet: Er wurde ausgeführt.
said-vote-lost = Abstimmung über Antrag { $motion } beendet: Er wurde nicht angenommen.
said-proposed = Als Antrag { $motion } gestellt; der Rat stimmt darüber ab.
said-proposed-elsewhere = Der Antrag ist auf der Kette; der Rat stimmt darüber ab, wo weitere Stimmen nötig sind.
said-decided = Sofort beschlossen: Keine weitere Stimme ist nötig.
said-enacted = Beschluss { $decision } ausgeführt.
said-key-restored = Der CSP-Schlüssel ist als Fassung { $version } wiederhergestellt.
said-former-restored = Der CSP-Schlüssel ist wiederhergestellt: Er öffnet die Akten des Kontos, an dessen Stelle Sie handeln.
said-ceremony-left = Sie sind gegangen, und der Versuch ist beendet.
said-ceremony-over = Der Versuch war schon beendet.
ceremony-safe = Ihr Anteil ist im Schlüsselbund, und sonst nirgends. Legen Sie ihn jetzt in einen Tresor: `medquorum committee backup-share`.
said-health = Gremium { $committee } übersteht den Verlust eines Anteils, soweit bekannt.
said-health-risk = Gremium { $committee }: Noch ein verlorener Anteil kann zu viel sein. Bitten Sie die anderen um Lebenszeichen, oder halten Sie eine Übung ab.
health-set = Diese Epoche gilt seit
health-set-before = vor Block { $block }, dem ersten, der gelesen wurde
health-confirmed = Bestätigte Anteile
health-confirmed-words = { $confirmed } von { $n }, seit Block { $block }
health-survives = Übersteht
health-unknown = unbekannt: Weniger als { $k } Anteile sind bestätigt; { $best }, wenn alle da sind
health-known = { $now }, nach den bestätigten; { $best }, wenn alle da sind
health-never = nie
health-confirmed-line = { $name } ({ $index }): bestätigt. Freigegeben: { $approved }. Abgelehnt: { $rejected }. Übung: { $drilled }.
health-unconfirmed-line = { $name } ({ $index }): nicht bestätigt. Freigegeben: { $approved }. Abgelehnt: { $rejected }. Übung: { $drilled }.
health-losses =
    { $count ->
        [0] keinen verlorenen Anteil
        [one] { $count } verlorenen Anteil
       *[other] { $count } verlorene Anteile
    }
said-registered = Ihre Schlüssel sind auf der Kette: Akten können für Sie versiegelt werden.
said-keys-written = Ihre Schlüssel sind in einer Datei. Geben Sie sie Ihrer Klinik, und lesen Sie ihr auf Nachfrage diesen Fingerabdruck vor.
said-enrolled = { $name } aufgenommen.
said-account-made = Ihre Schlüssel für { $facility } sind in einer Datei. Geben Sie sie nur dieser Einrichtung, und lesen Sie ihr auf Nachfrage diesen Fingerabdruck vor.
said-no-accounts = Die Kette hat kein Konto, das die Schlüssel hier für eine Einrichtung ergeben.
said-accounts-found =
    { $count ->
        [one] { $count } Konto
       *[other] { $count } Konten
    } gefunden; { $new } hier neu.
said-store-sound = Was Akten brauchen, liegt auf { $hosts }; nachgesehen wurde bei { $objects }.
said-store-surplus = Was keine Akte braucht, entfernt `medquorum store repair`.
said-store-lacks = { $lacking } von { $objects }: beschädigt, auf weniger als { $hosts } oder nicht auf der eigenen.
said-store-empty = Von hier wurde keine Akte hochgeladen.
store-objects =
    { $count ->
        [one] { $count } Objekt
       *[other] { $count } Objekten
    }
store-hosts =
    { $count ->
        [one] { $count } Speicherstelle
       *[other] { $count } Speicherstellen
    }
store-repair = `medquorum store repair` holt zurück, was eine andere Speicherstelle hat; alles Übrige kommt aus einer Sicherung oder wird neu hochgeladen.
store-line = { $record }, { $part }: { $host }: { $state }
store-line-remark = { $record } ({ $remark }), { $part }: { $host }: { $state }
store-left =
    { $count ->
        [one] { $count } weitere Zeile
       *[other] { $count } weitere Zeilen
    }: `medquorum store status` zeigt alle.
store-header = Kopf
store-file = Datei
store-read = gelesen
store-pinned = angeheftet
store-lost = angeheftet, doch seine Blöcke sind fort
store-damaged = beschädigt: { $why }
store-unpinned = da, aber nicht angeheftet
store-missing = fehlt
store-unreachable = antwortet nicht: { $why }
store-erased = gelöscht
store-erased-elsewhere = von anderen gelöscht
store-not-shown = dieser Knoten zeigt sie nicht
store-waiting = noch nicht auf der Kette
store-stopped = angehalten, lässt sich fortsetzen
store-abandoned = nie eingetragen
said-rotated = CSP-Schlüssel, Fassung { $version }, ist veröffentlicht. Schreiben Sie seine Wörter auf; ältere Akten behalten den älteren Schlüssel.
said-backed-up = Gespeichert. Die Dateien sind verschlüsselt wie hier: Bewahren Sie sie auf einem anderen Datenträger auf, und die Passphrase anderswo.
said-looked = Mit beiden Schlüsseln geöffnet und geprüft. Sie liegt nur im Speicher und ist weg, wenn das Portal sperrt.
said-downloaded = Mit beiden Schlüsseln geöffnet, ganz geprüft und gespeichert.
folder = Ordner
files = Dateien
download-listed = Die Suche zeigte sie unter { $listed }, doch ihre eigene Beschreibung sagt { $told }: Sagen Sie es der Einrichtung, die sie auflistet.
said-uploaded = Verschlüsselt, abgelegt und eingetragen.
said-policy-imported = Die ständige Antwort { $policy } gilt von nun an.
said-policy-removed = Die ständige Antwort { $policy } gilt nicht mehr. Legen Sie die geänderte Datei auch dorthin, wo sonst geantwortet wird.
said-emergency-future = Einrichtungen dürfen von nun an für das Notfallgremium { $committee } hinterlegen: { $scope }.
said-emergency-no-future = Einrichtungen dürfen nichts mehr von Ihnen für den Notfall hinterlegen.
said-emergency-allowed = Akte { $record } kann im Notfall geöffnet werden.
said-emergency-allowed-many =
    { $count ->
        [one] { $count } Akte kann
       *[other] { $count } Akten können
    } im Notfall geöffnet werden.
said-emergency-removed = Akte { $record } kann im Notfall nicht mehr geöffnet werden.
said-glass-asked = Akte { $record } im Notfall angefragt.
said-glass-broken = Akte { $record } ist im Notfall geöffnet, geprüft und nur im Speicher. Sie ist weg, wenn das Portal sperrt.
said-glass-saved = Akte { $record } ist im Notfall geöffnet, geprüft und gespeichert.
said-emergency-explained = Die Begründung ist für die Prüfenden versiegelt.
said-emergency-explained-but = Die Begründung ist für die Prüfenden versiegelt. { $names } können sie nicht lesen: Von ihnen sind keine Schlüssel auf der Kette.
said-emergency-justified = Notfallzugriff { $request } für berechtigt befunden.
said-emergency-unjustified = Notfallzugriff { $request } für unberechtigt befunden.
said-emergency-enforced = Wer den Notfallzugriff { $request } gemacht hat, darf nicht mehr im Notfall zugreifen.
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
see-accounts = Ihre Konten ansehen
see-receipt = Den Beleg ansehen
see-requests = Ihre Anfragen ansehen
see-decide = Ansehen, was noch wartet
see-council = Den Rat ansehen
see-ceremony = Ansehen, was als Nächstes kommt
back-to-committee = Zurück zu den Gremien
back-to-policies = Zurück zu den ständigen Antworten
see-emergencies = Notfälle ansehen
emergency-see = Die Akte im Notfall ansehen
see-it = Ansehen
to-search = Suchen
back-to-uploads = Zurück zum Hochladen
back-to-keys = Zurück zu den Schlüsseln
enrol-another = Noch jemanden aufnehmen
enrol-card = Karte für den Patienten
