# Was die Seiten sagen, auf Deutsch. Jeder Begriff hat ein Wort:
#
#   record         Akte                      request          Anfrage
#   patient        Patient                   requester        die anfragende Person
#   facility       Einrichtung               hospital         Klinik
#   administrator  Verwaltende               committee        Gremium
#   approve        freigeben, Freigabe       reject           ablehnen
#   consent        Einwilligung              deny             verweigern
#   acknowledge    anerkennen                refuse           zurückweisen
#   correct        berichtigen               version          Fassung
#   erase          löschen                   receipt          Beleg
#   store          Ablage                    storage host     Speicherstelle
#   attest         bestätigen                legal hold       rechtliche Sperre
#   key            Schlüssel                 keystore         Schlüsselbund
#   passphrase     Passphrase                password         Kennwort
#   node           Knoten                    chain, block     Kette, Block
#   council        Rat                       motion           Antrag
#   decision       Beschluss                 epoch            Epoche
#   upload         hochladen                 download         herunterladen
#   job            Vorgang                   backup           Sicherung
#   fee, tokens    Gebühr, Guthaben          deposit          Pfand
#   catalogue      Katalog                   fingerprint      Fingerabdruck
#   to sign        unterschreiben            to lock          sperren
#   register       eintragen (auf der Kette) enrol            aufnehmen
#
# Anrede: Sie. Kurze Sätze, keine Sternchen, „ss“ nur, wo es auch in Deutschland so steht.

## Around every page.
skip-to-content = Zum Inhalt
node-away = Knoten fehlt
node-behind = Knoten im Rückstand
at-block = Block { $block }
lock = Sperren
pages = Seiten
the-node = Der Knoten
language = Sprache
development-note = Entwicklungskette: Ihre Geheimnisse sind öffentlich. Geben Sie keine Daten echter Patienten ein.
next = Was jetzt hilft:
to-the-start = Zur Startseite
go-on = Weiter
back = Zurück
done = Fertig
not-shown = Diese Seite lässt sich nicht zeigen
not-done = Das geht nicht
sign-elsewhere = Anderswo unterschreiben
save-to = In diesen Ordner dieses Geräts speichern
save = Speichern
why = Warum
type-to-confirm = Zur Bestätigung { $word } eintippen
command-line = Was die Befehlszeile macht
for-this = Wofür
type-this = Befehl

## Names of pages.
tab-start = Start
tab-decide = Entscheiden
tab-records = Akten
tab-search = Suchen
tab-requests = Anfragen
tab-upload = Hochladen
tab-enrol = Aufnehmen
tab-audit = Protokoll
tab-history = Verlauf
tab-council = Rat
tab-contacts = Kontakte
tab-jobs = Vorgänge
tab-keys = Schlüssel
tab-settings = Einstellungen

## Coming in.
not-let-in = Dieser Browser wurde nicht eingelassen
let-in-once = Das Portal lässt einen Browser ein, über einen Link, der einmal gilt.
let-in-how = Geben Sie auf diesem Gerät noch einmal `medquorum portal` ein: Das öffnet einen neuen Link zum laufenden Portal.
welcome = Willkommen
unlock = Entsperren
unlock-passphrase = Passphrase des Schlüsselbunds
unlock-password = Kennwort des Kontos { $account }, falls es ein anderes ist
account = Konto
chain = Kette
node = Knoten
chain-development = { $chain } (Entwicklung)

## Start.
waits-for-you = Was auf Sie wartet ({ $count })
nothing-waits = Nichts wartet auf Sie.
others-must-act = Andere sind dran
node-store-keys = Knoten, Ablage, Schlüssel
what-happened = Was geschehen ist
see-what-happened = Ansehen, was geschehen ist
card-request = { $requester } fragt Akte { $record } von { $patient } an
card-gone = jemandem, dessen Akte es nicht mehr gibt
card-detail = Zweck: { $purpose }. Noch { $left }. Am Zug: { $waiting }
act-decide = Entscheiden
act-consent = Ja oder Nein sagen
act-open = Öffnen
act-close = Schließen
act-see = Ansehen
act-acknowledge = Ansehen und anerkennen
card-erasure = Akte { $record } soll gelöscht werden
card-new = Akte { $record } ist neu
card-emergency = NOTFALL: { $requester } hat Akte { $record } geöffnet
card-ceremony = Eine Zeremonie für Gremium { $committee } wartet auf Sie
card-ceremony-why = Zu tun: { $due }, binnen { $left }. Befehl: medquorum committee ceremony
card-emergency-why = Zweck: { $purpose }, ohne { $patient }. Der Zugriff muss geprüft werden.
card-about = Über { $patient }, hochgeladen von { $uploader }
card-words = Ihre 24 Wörter wurden noch nicht abgefragt
card-words-why = Ohne sie sind Ihre Akten verloren, wenn dieses Gerät verloren geht.
card-words-act = Aufschreiben
card-publish = Ihre Schlüssel sind nicht auf der Kette
card-publish-why = Bis dahin kann keine Akte für Sie versiegelt werden, und Sie können keine öffnen.
publish-them = Veröffentlichen

## What happened.
history-blocks = Was die Kette von den Blöcken { $from } bis { $to } erzählt, das Neueste zuerst.
earlier = Früher
nothing-happened = In den letzten Blöcken ist nichts geschehen.

## Audit.
audit-what = Wer Akten anfragte, die Sie betreffen, wer entschied und wer sie öffnete: gelesen aus den Ereignissen der Kette, mit ihren Zeiten.
audit-find = Feststellen, wer Einsicht nahm
audit-command = Tabellen, FHIR AuditEvents und Auszüge mit Beweisen schreibt die Befehlszeile: `medquorum audit --help`.
audit-found =
    { $count ->
        [one] { $count } Eintrag
       *[other] { $count } Einträge
    } gefunden, das Neueste zuerst.
audit-read-from = Gelesen aus
audit-line = { $when } UTC: { $what }
audit-line-undated = zu unbekannter Zeit: { $what }

## Numbers and times.
date =
    { $day }. { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    } { $year }, { $time } UTC

## Records.
records-find = Eine Akte nach ihrer Kennung anfragen
records-find-button = Finden
records-none = Hier sind noch keine Akten.
records-none-upload = Eine hochladen.
records-none-patient = Eine Akte erscheint hier, sobald eine Klinik eine über Sie hochlädt.
records-all =
    { $count ->
        [one] { $count } Akte
       *[other] { $count } Akten
    } insgesamt.
records-page =
    { $count ->
        [one] { $count } Akte
       *[other] { $count } Akten
    } insgesamt, Seite { $page } von { $pages }.
record = Akte
file = Datei
patient = Patient
uploaded-by = Hochgeladen von
registered = Eingetragen
status = Stand
requests = Anfragen
newer = Neuere
older = Ältere
future = Was künftig über Sie hochgeladen wird
future-ask = Dürfen Einrichtungen es auflisten, damit Ihre Behandelnden es nach der Krankheit finden?
future-yes = Sie dürfen
future-no = Sie dürfen nicht
file-unknown = erfährt, wer sie öffnet
to-be-erased = { $status }; zu löschen: { $when }
record-title = Akte { $record }
record-corrects = Sie berichtigt <a>eine ältere Fassung</a>.
record-replaced = Eine <a>neuere Fassung</a> steht an ihrer Stelle.
record-who-asked = Wer angefragt hat
record-ask = Anfragen
ask = Anfragen
record-yours = Ihre Akte
record-acknowledge-what = Ihre Schlüssel werden daran geprüft, dann erfährt die Kette, dass sie Ihre ist.
record-acknowledge-corrects = Sie tritt an die Stelle <a>der Akte, die sie berichtigt</a>; jene nimmt dann keine Anfragen mehr an.
acknowledge = Anerkennen
record-refuse = Zurückweisen
record-refuse-what = Niemand wird sie öffnen können, und wer sie hochlud, verliert einen Teil des Pfands.
record-refuse-button = Endgültig zurückweisen
record-resume = Wieder Anfragen annehmen
record-suspend = Keine Anfragen annehmen
record-not-searchable = Nicht mehr nach Krankheit auffindbar
record-searchable = Nach Krankheit auffindbar
record-code = CSP-Code übergeben
record-code-what = Der Code ist Ihre Einwilligung außerhalb der Kette: Wer ihn hat, braucht nur noch die Freigaben der Verwaltenden. Er lässt sich nicht zurücknehmen.
record-code-button = Code zeigen
record-correction = Eine andere Einrichtung berichtigen lassen
record-correction-who = Wer außer der hochladenden Einrichtung eine berichtigte Akte hochladen darf
record-correction-button = Erlauben
record-correction-none = Niemand sonst
record-correct = Eine berichtigte hochladen
record-end = Das Ende dieser Akte
record-waits = Sie soll gelöscht werden.
record-keep = Löschung aufhalten
record-erase = Löschen
record-erase-patient = Sie verschwindet sofort und endgültig. Niemand wird sie je wieder öffnen können.
record-erase-patient-older = Sie verschwindet sofort und endgültig, mit den älteren Fassungen { $older }. Niemand wird sie je wieder öffnen können.
record-erase-other = Sie verschwindet nach einigen Tagen, wenn nicht Patient, Datenschutzbeauftragte, der Rat oder Sie es aufhalten.
record-erase-button = Löschen
code-what = Dieser Code öffnet zusammen mit der Freigabe der Verwaltenden diese Akte und keine andere. Geben Sie ihn nur der Person, die anfragt.
code-picture = Derselbe Code als QR-Bild
code-title = CSP-Code der Akte { $record }

## The receipt of an erasure.
receipt-title = Beleg: Akte { $record } ist gelöscht
receipt-complete = alle Speicherstellen haben bestätigt
receipt-incomplete = noch nicht alle Speicherstellen haben bestätigt
receipt-keep = Aufbewahren
receipt-as = Als
receipt-html = eine Seite für Menschen, die auf ein Blatt passt
receipt-json = eine Datei mit Unterschriften und Beweisen, für Programme
receipt-save = Beleg speichern
receipt-back = Zurück zum Beleg

## Requests.
request = Anfrage
asked-by = Von
record-of = Akte von
time-left = Verbleibende Zeit
who-must-act = Am Zug
gone = nicht mehr da
requests-none = Es gibt keine Anfragen, die Sie betreffen.
requests-search = Eine Akte suchen.
purpose = Wofür; danach entscheiden Verwaltende und Patient
request-title = Anfrage { $request }
request-way = Der Weg dieser Anfrage
rung-asked = Angefragt
rung-approvals = Freigaben
rung-consent = Einwilligung
rung-opening = Öffnen
rung-closing = Schließen
state-done = erledigt
state-now = jetzt
state-later = später
state-stopped = aufgehalten
state-unreached = nicht erreicht
rung-waits = { $words }. Wartet auf { $people }
request-decide = Sie entscheiden
request-decide-button = Ansehen und entscheiden
request-consent = Sie entscheiden, als Patient
request-yes = Ja, ich willige ein
request-no = Nein
request-open = Öffnen
request-look-what = Nur im Speicher: Nichts wird geschrieben, die Anfrage bleibt offen, und beim Sperren ist alles weg.
request-look-code = Ich habe einen CSP-Code vom Patienten und will ansehen
request-look-code-label = CSP-Code zum Ansehen
look-at-it = Ansehen
request-download-what = Ganz gespeichert; danach wird die Anfrage geschlossen.
request-code = Ich habe einen CSP-Code vom Patienten
request-code-label = CSP-Code, anstelle der Einwilligung
download = Herunterladen
request-close-what = Schließen beendet die Anfrage und gibt das Pfand zurück.
request-close = Anfrage schließen
request-facts = Was die Kette weiß
the-record = Die Akte
the-request = Die Anfrage

## Deciding.
decide-none = Keine Anfrage wartet auf Ihre Antwort.
decide-choose = Wählen
decide-choose-one = Anfrage { $request } von { $requester }
decide-look = Gewählte ansehen
decide-sign = Was Sie unterschreiben
decide-checked = Das unterschreiben Sie. Alles wurde auf diesem Gerät geprüft: das Gremium, die Kapsel und die Unterschrift der anfragenden Person.
decide-before = Frühere Anfragen desselben Kontos, noch auf der Kette:
decide-before-line = Anfrage { $request } zu Akte { $record }, Zweck: { $purpose }
decide-cannot = Anfrage { $request } lässt sich nicht freigeben: { $cause }
approve = Freigeben
approve-all = Alle { $count } freigeben
reject-it = Ablehnen
reject = Ablehnen
decide-role = Wer anfragt, ist eingetragen als: { $role }.
decide-untrusted = Dem Gremium { $committee } wird hier noch nicht vertraut: `medquorum committee trust { $committee }` lässt Sie es einmal vergleichen.
decide-share-last = Ihre Freigabe ist ein Teil des Schlüssels dieser Akte, nur für diese Anfrage, versiegelt für { $requester }. Sie ist die letzte, die fehlt.
decide-share =
    Ihre Freigabe ist ein Teil des Schlüssels dieser Akte, nur für diese Anfrage, versiegelt für { $requester }. Danach { $more ->
        [one] fehlt noch { $more } Freigabe
       *[other] fehlen noch { $more } Freigaben
    }.

## Search.
search-disease = Krankheit, in Worten oder als ICD-10-Codes
search-disease-hint = Zum Beispiel diabetes oder E08-E13; Worte auf Englisch.
search-since = Nicht vor
search-until = Nicht nach
search-modality = Was es ist
search = Suchen
search-private = Die Suche liest, was auf diesem Gerät liegt. Sie sendet nichts: Weder Kette noch Ablage erfahren, was Sie suchen.
facility = Einrichtung
disease = Krankheit
when = Wann
what = Was
search-ask = { $record } anfragen
search-ask-facility = Die Einrichtung fragen
search-catalogues = Kataloge auf diesem Gerät
search-fetch = Die neuesten holen
search-held-none = Noch keine.
search-held =
    { $count ->
        [one] { $count } Katalog
       *[other] { $count } Kataloge
    }, geholt vor { $age }.
search-found =
    { $count ->
        [one] { $count } Akte
       *[other] { $count } Akten
    } gefunden zu { $what }
search-diseases =
    { $count ->
        [one] { $count } Krankheit
       *[other] { $count } Krankheiten
    }
search-not-searched = Nicht durchsucht: der Katalog von { $facility }: { $why }

## Upload.
upload-corrects = Das berichtigt <a>eine vorhandene Akte</a>. Der Patient anerkennt die neue; dann tritt sie an deren Stelle.
upload-paths = Datei oder Ordner auf diesem Gerät; mehrere, je eine Zeile
upload-paths-hint = Der ganze Pfad, etwa { $home }/scan.dcm. Ein Ordner wird eine Akte. Verschlüsselt werden Kopien; die Dateien selbst bleiben, wie sie sind.
upload-patient = Wessen Akte es ist
upload-name = Name, den die anfragende Person sieht; leer: der Dateiname
upload-disease = Diagnosen, in Worten oder als ICD-10-Codes; mit der Datei verschlüsselt
upload-disease-hint = Codes mit Kommas dazwischen, etwa E11.9, J45. Worte (auf Englisch) müssen genau eine Diagnose meinen.
upload-date = Tag der Untersuchung
upload-committee = Gremium, das den Schlüssel der Akte halten soll
upload-searchable = Für Suchende auflisten. Der Patient muss es erlaubt haben.
upload-button = Hochladen
upload-left =
    { $count ->
        [one] { $count } früherer Vorgang
       *[other] { $count } frühere Vorgänge
    } zum Hochladen endete nicht. Dieselben Dateien noch einmal hochzuladen setzt fort; `medquorum erase --unfinished` entfernt die Reste.
upload-catalogue = Ihr Katalog
upload-catalogue-what = Er ist für jene versiegelt, die der Rat zum Lesen zulässt. Auffindbares steht nach der nächsten Veröffentlichung darin.
upload-publish = Jetzt veröffentlichen
upload-publish-here = Unterschrieben wird nur hier: Ihr Konto unterschreibt die Listen selbst, und eine Wallet nur Aufrufe.

## Contacts.
contacts-own = Ihre eigene Adresse, zum Notieren für andere:
contacts-none = Noch keine Kontakte. Die Seiten zeigen den Namen eines Kontakts anstelle der Adresse.
contacts-change = Ändern
contacts-new-name = Neuer Name von { $name }
contacts-rename = Umbenennen
contacts-remove = { $name } entfernen
contacts-add = Hinzufügen
contacts-name = Name
contacts-address = Adresse des Kontos, wie man sie Ihnen gab
contacts-add-button = Hinzufügen

## Council.
council-motions = Offene Anträge
council-no-motions = Der Rat hat keine offenen Anträge.
council-motion = Antrag { $index }: { $what }
council-motion-detail = Vorgeschlagen von { $by }. { $yes } dafür, { $no } dagegen, { $needed } nötig. Hash { $hash }.
council-unknown = Dieses Programm kann nicht sagen, was dieser Antrag bewirkt. Wer zustimmt, unterschreibt Ungelesenes. Vergleichen Sie den Hash mit der Person, die ihn vorschlug, oder sehen Sie ihn in Polkadot.js an.
council-unknown-typed = { $word } eintippen, um trotzdem zuzustimmen
council-yes = Ja stimmen
council-no = Nein stimmen
council-end = Abstimmung beenden
council-decisions = Wartende Beschlüsse
council-no-decisions = Kein Beschluss des Rats wartet.
council-decision = Beschluss { $index }: { $what }. Ausführbar: { $when }.
council-committees = Gremien
council-committee = Gremium { $committee }
council-command = Anträge und Zeremonien entstehen auf der Befehlszeile: `medquorum council --help`, `medquorum committee ceremony --help`.
council-epoch = Epoche
council-rule = Regel
council-rule-words =
    { $k } von { $n ->
        [one] { $n } Verwaltenden
       *[other] { $n } Verwaltenden
    }
council-admins = Verwaltende
council-certified = Beglaubigt von
council-certified-words =
    { $n ->
        [one] { $n } Verwaltenden
       *[other] { $n } Verwaltenden
    }
fingerprint = Fingerabdruck
council-trust = Vertrauen

## Publishing keys, and enrolling.
register-title = Schlüssel veröffentlichen
register-done = Ihre Schlüssel sind auf der Kette: Akten können für Sie versiegelt werden. Ein neuer CSP-Schlüssel entsteht unter <a>Schlüssel</a>.
register-why = Solange die öffentlichen Teile nicht auf der Kette sind, kann keine Akte für Sie versiegelt werden. Die geheimen Teile bleiben hier.
register-by-fee = Mit eigener Gebühr
register-by-file = Ohne Guthaben: Ihre Klinik übernimmt es
register-folder = Die Datei für Ihre Klinik in diesen Ordner dieses Geräts speichern
register-write = Datei schreiben
register-older = Die Kette hat ältere Schlüssel von mir
register-older-what = Wurde alles neu eingerichtet oder aus einer Sicherung geholt, treten diese Schlüssel an die Stelle der alten. Akten, die für die alten versiegelt sind, öffnen nur deren 24 Wörter.
register-version = Fassung der Schlüssel auf der Kette, die sicher meine sind
register-word = ersetzen
register-replace = Ersetzen
enrol-title = Einen Patienten aufnehmen
enrol-signed = Die Datei ist vom genannten Konto unterschrieben. Ob es das Konto des Patienten ist, vergleichen Sie mit ihm.
enrol-version = Fassung der Schlüssel
enrol-compare = Lassen Sie sich den Fingerabdruck vom Bildschirm des Patienten vorlesen. Er muss derselbe sein.
enrol-button = Er ist derselbe: aufnehmen
enrol-what = Ein Patient ohne Guthaben schreibt seine öffentlichen Schlüssel in eine Datei; Sie veröffentlichen sie, und Ihre Einrichtung zahlt.
enrol-path = Die Datei des Patienten auf diesem Gerät, mit ganzem Pfad

## Jobs.
jobs-none = Seit dem Start dieses Portals wurde nichts begonnen.
job-leave = Sie können die Seite verlassen: Die Arbeit geht weiter.
job-stop = Anhalten
call-title = Anderswo unterschreiben
call-open = Öffnen Sie in Polkadot.js Apps, mit derselben Kette verbunden: Developer, Extrinsics, Decode.
call-paste = Fügen Sie diese Bytes ein. Dort muss <code>{ $name }</code> stehen.
call-sign = Gehen Sie zu Submission, wählen Sie das Konto dieses Portals und unterschreiben Sie. Oder lesen Sie das Bild mit einer Wallet ein, die Aufrufe annimmt.
call-picture = Derselbe Aufruf als QR-Bild
call-waiting = Wartet, bis die Kette diesen Aufruf enthält
step-checking = Prüft
step-upload = Verschlüsselt und legt ab
step-download = Holt und entschlüsselt
step-replicate-wait = Wartet, bis die anderen Speicherstellen Kopien haben
step-replicate = Sieht die Kopien der Speicherstellen an
step-verify = Liest und vergleicht das Abgelegte
step-catalogue = Legt den Katalog ab
step-synchronize = Holt Kataloge
step-erase = Entfernt, was zu gelöschten Akten gehört
step-attest = Bestätigt Löschungen
step-blocks = Liest, was geschehen ist
step-look = Sieht die Dateien an
step-emergency = Wartet auf Freigaben
step-ceremony = Wartet auf die anderen
step-chain = Wartet, bis die Kette den Aufruf endgültig hat
step-of = { $step }: { $done } von { $total }
step-of-objects = { $step }: { $done } von { $total } Objekten
amount-bytes =
    { $count ->
        [one] { $count } Byte
       *[other] { $count } Byte
    }

## Keys.
keys-publish = Schlüssel veröffentlichen
keys-backup = Eine Sicherung
keys-backup-what = Schlüsselbund, Konto und Kontakte, so verschlüsselt wie hier. Damit und mit der Passphrase richten Sie ein neues Gerät ein.
keys-backup-button = Sicherung speichern
keys-words = Wörter und Passphrase
keys-words-show = Die 24 Wörter des CSP-Schlüssels zeigen
keys-words-what = Sie öffnen alle Ihre Akten. Schaut Ihnen niemand über die Schulter?
keys-words-button = Zeigen
keys-passphrase = Passphrase ändern
keys-passphrase-old = Die bisherige
keys-passphrase-new = Die neue, aus mehreren Wörtern
keys-passphrase-again = Dieselbe noch einmal
keys-passphrase-hint = Nur die des Schlüsselbunds: Ein hier erstelltes Konto behält seine erste Passphrase, und Entsperren fragt nach beiden.
keys-passphrase-button = Ändern und sperren
keys-rotate = Ein neuer CSP-Schlüssel, für künftige Akten
keys-rotate-what = Vorhandene Akten behalten ihren Schlüssel, der aufbewahrt bleibt. Der neue hat eigene Wörter.
keys-rotate-sure = Ich schreibe die neuen Wörter auf
keys-rotate-button = Erstellen und veröffentlichen
keys-more = Mehr
keys-more-code = Den CSP-Code einer Akte, zum Übergeben, finden Sie auf der <a>Seite der Akte</a>.
keys-more-policies = Antworten in Ihrem Namen stehen unter <a>Ständige Antworten</a>.
keys-store = Schlüsselbund
keys-csp = CSP-Schlüssel
keys-csp-versions = Fassungen { $versions }
keys-encryption = Schlüssel zum Verschlüsseln
keys-there = vorhanden
keys-missing = fehlt
keys-shares = Teilschlüssel von Gremien
keys-requests = Schlüssel offener Anfragen
keys-former = Frühere CSP-Schlüssel
keys-former-words =
    { $count ->
        [one] { $count } Schlüssel
       *[other] { $count } Schlüssel
    } von Konten, an deren Stelle dieses handelt
words-title = Ihre 24 Wörter
words-what = Schreiben Sie sie in dieser Reihenfolge auf Papier. Damit, und mit nichts sonst, lassen sich Ihre Akten öffnen.

## Standing answers.
policies-title = Ständige Antworten
policies-what = Eine ständige Antwort sagt im Voraus, wer Ihre Akten lesen darf, wofür und bis wann. Ein Programm, das Sie laufen lassen, antwortet danach.
policies-none = Es gibt keine: Jede Anfrage wartet auf Ihr eigenes Ja oder Nein.
policies-it = Sie { $words }
policies-in-force = { $policy } · gilt
policies-not-in-force = { $policy } · gilt jetzt nicht
policies-import = Eine übernehmen, aus einem FHIR Consent
policies-remove = Eine vergessen
policies-watch = Danach antworten, immer wieder

## Settings.
settings-node = Ein anderer Knoten
settings-account = Ein anderes Konto
settings-committee = Ein Gremium vergleichen und ihm vertrauen
settings-hosts = Speicherstellen für Akten
settings-health = Zustand der Ablage

## Looking at a record.
look-slices = Schichten
look-own = Wie in der Datei
look-slice-keys = Schicht; die Pfeiltasten wechseln die Schicht
look-slice = Schicht { $at } von { $count }
look-told = { $modality }, Schicht { $at } von { $count }
look-told-window = { $modality }, Schicht { $at } von { $count }, Mitte { $center }, Breite { $width }
look-slice-broken = Schicht { $at } lässt sich nicht zeichnen.
look-previous = Vorige Schicht
look-next = Nächste Schicht
look-hint = Rad oder Pfeiltasten: die Schichten. Ziehen auf dem Bild: seitwärts die Breite des Fensters, auf und ab seine Mitte. Zum Ansehen, nicht zum Befunden.
look-picture = Das Bild in dieser Akte, von diesem Programm gezeichnet
look-text = Der Text dieser Akte
look-fhir = Ein FHIR-Dokument, als reine Werte gezeigt. Seine Links und Anhänge werden nicht geöffnet.
look-cut = Es gibt mehr, als hier steht. Gespeichert ist es vollständig.
look-no-series = Diese Studie hat keine Bildserien. Ihre Dateien lassen sich speichern.
look-study =
    Eine Studie mit { $count ->
        [one] { $count } Serie
       *[other] { $count } Serien
    }. Eine Serie wird geholt, wenn man sie öffnet.
look-open-series = { $name } öffnen, Serie { $number }
look-open = Öffnen
look-images =
    { $count ->
        [one] { $count } Bild
       *[other] { $count } Bilder
    }, { $bytes ->
        [one] { $bytes } Byte
       *[other] { $bytes } Byte
    }
look-what = Was geöffnet wurde
look-forget = Jetzt vergessen
look-title = Akte zur Anfrage { $request }
what-it-is = Was es ist
sha256 = SHA-256
length = Länge
note = Hinweis
look-save = Angesehenes speichern
saved = Gespeichert.
look-back = Zurück dazu

## Setting up.
welcome-steps = Einrichten
welcome-step-chain = Die Kette
welcome-step-keys = Ihre Schlüssel
welcome-step-words = Ihre Wörter
welcome-what = Dieses Gerät ist noch nicht eingerichtet. Es braucht drei Schritte; Ihre Schlüssel entstehen hier und verlassen das Gerät nie.
welcome-node = Adresse eines Knotens der Kette Ihrer Organisation
welcome-node-hint = Hat Ihre Organisation Ihnen keine gegeben, lassen Sie sie, wie sie ist: Das ist ein Knoten auf diesem Gerät.
welcome-store = Wo verschlüsselte Dateien liegen
welcome-folder = Ordner auf diesem Gerät; leer: { $folder }
welcome-kubo = Oder die Adresse eines Kubo-Dienstes, etwa http://127.0.0.1:5001
welcome-chain-title = Ist das Ihre Kette?
welcome-pinned = Der Knoten unter { $node } antwortet. Seine Kette wird fest gemerkt: Jede andere wird von da an abgelehnt. Verschlüsselte Dateien liegen in { $store }.
welcome-store-folder = einem Ordner dieses Geräts, { $path }
welcome-store-kubo = dem Kubo-Dienst unter { $url }
welcome-genesis = Der erste Block der Kette, wie Ihre Organisation ihn nannte:
welcome-development = Die Kette nennt sich Entwicklungskette. Ihre Geheimnisse sind öffentlich: Geben Sie keine Daten echter Patienten ein.
welcome-development-use = Als Entwicklungskette nutzen: ihrem Gremium vertrauen
welcome-compared = Ich habe verglichen: Das ist der, den meine Organisation nannte
welcome-this = Das ist sie
welcome-another = Ein anderer Knoten
welcome-keys-title = Ihre Schlüssel
welcome-passphrase = Eine Passphrase, für alles, was auf diesem Gerät liegt
welcome-passphrase-hint = Wählen Sie eine aus mehreren Wörtern. Niemand kann sie Ihnen später nennen.
welcome-again = Dieselbe noch einmal
welcome-keys-new = Neue erstellen
welcome-keys-before = Ich hatte schon Schlüssel
welcome-keys-words = Aus meinen 24 Wörtern
welcome-words-label = Die 24 Wörter
welcome-version = Fassung dieses Schlüssels
welcome-keys-backup = Aus einem gesicherten Schlüsselbund; seine Passphrase ist die obige
welcome-path = Sein Pfad auf diesem Gerät
welcome-account = Ihr Konto auf der Kette
welcome-account-make = Eines erstellen; die Passphrase öffnet es auch
welcome-account-before = Ich habe ein Konto
welcome-account-export = Aus einer Sicherungsdatei von Polkadot.js
welcome-account-path = Ihr Pfad auf diesem Gerät
welcome-account-password = Ihr Kennwort
welcome-account-development = Eines der Entwicklungskette, dessen Geheimnis alle kennen
welcome-account-uri = Zum Beispiel //Alice
welcome-make = Erstellen
welcome-words-title = Schreiben Sie diese Wörter auf
welcome-remark = { $remark } Unter Schlüssel können Sie sie ändern.
welcome-words-what = Diese 24 Wörter sind Ihr Schlüssel. Damit, und mit nichts sonst, lassen sich Ihre Akten öffnen, wenn dieses Gerät verloren ist. Schreiben Sie sie in dieser Reihenfolge auf Papier. Sie werden nur dieses Mal gezeigt.
welcome-words-account = Ihr Konto ist { $account }.
welcome-written = Ich habe sie aufgeschrieben
welcome-ask-title = Drei der Wörter
welcome-ask = Tippen Sie diese Wörter von Ihrem Papier ab.
welcome-word = Wort { $place }
welcome-compare = Vergleichen
welcome-show-again = Die Wörter noch einmal zeigen
