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
named = Der Datenträger dieses Ordners hält keine Datei ohne Namen
named-yes = Dort in eine versteckte Zwischendatei schreiben (--allow-named-temporary): Wird es abgebrochen, bleibt sie liegen, nur für Sie lesbar, bis zum nächsten Herunterladen in diesen Ordner
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
tab-emergencies = Notfälle
tab-upload = Hochladen
tab-enrol = Aufnehmen
tab-audit = Protokoll
tab-history = Verlauf
tab-committee = Gremium
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
news = Neues wartet auf Sie: <a>anzeigen</a>
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
act-ceremony = Ansehen und teilnehmen
card-erasure = Akte { $record } soll gelöscht werden
card-new = Akte { $record } ist neu
card-emergency = NOTFALL: { $requester } hat Akte { $record } geöffnet
card-ceremony = Eine Zeremonie für Gremium { $committee } wartet auf Sie
card-ceremony-why = Zu tun: { $due }, binnen { $left }.
card-emergency-why = Zweck: { $purpose }, ohne { $patient }. Der Zugriff muss geprüft werden.
card-about = Über { $patient }, hochgeladen von { $uploader }
card-words = Ihre 24 Wörter wurden noch nicht abgefragt
card-words-why = Ohne sie sind Ihre Akten verloren, wenn dieses Gerät verloren geht.
card-words-act = Aufschreiben
card-publish = Ihre Schlüssel sind nicht auf der Kette
card-publish-why = Bis dahin kann keine Akte für Sie versiegelt werden, und Sie können keine öffnen.
card-trust = Auf diesem Gerät wird keinem Gremium vertraut
card-trust-why = Sie können hochladen, sobald Sie den Fingerabdruck eines Gremiums mit Ihrer Organisation verglichen haben.
publish-them = Veröffentlichen

## What happened.
history-blocks = Was die Kette von den Blöcken { $from } bis { $to } erzählt, das Neueste zuerst.
earlier = Früher
nothing-happened = In den letzten Blöcken ist nichts geschehen.

## Audit.
audit-what = Wer Akten anfragte, die Sie betreffen, wer entschied und wer sie öffnete: gelesen aus den Ereignissen der Kette, mit ihren Zeiten.
audit-find = Feststellen, wer Einsicht nahm
audit-filter = Nur einiges davon
audit-record = Akte, an ihren ersten Zeichen
audit-person = Person
audit-kind = Was dort geschah
audit-since = Von diesem Tag an
audit-until = Bis zu diesem Tag
audit-filter-hint = Die Tage sind die von UTC. Was unten gespeichert wird, ist nicht gefiltert.
audit-kind-opened = von da an konnte sie jemand öffnen
audit-kind-asked = jemand fragte an
audit-kind-answered = jemand antwortete
audit-kind-ended = eine Anfrage endete
audit-kind-records = mit einer Akte geschah etwas
audit-kind-emergency = ein Notfall
audit-kind-rest = alles andere
audit-command = Andere Konten, und für Dateien einen Zeitraum und Namen, wählt die Befehlszeile: `medquorum audit --help`.
audit-found =
    { $count ->
        [one] { $count } Eintrag
       *[other] { $count } Einträge
    } gefunden, das Neueste zuerst.
audit-found-some =
    { $count ->
        [one] { $count } von { $all } Einträgen passt
       *[other] { $count } von { $all } Einträgen passen
    }, das Neueste zuerst.
audit-save = Speichern
audit-html = eine Seite für Menschen
audit-csv = eine Tabelle
audit-fhir = FHIR AuditEvents, für Programme
audit-export = eine Datei mit Beweisen, für alle, die Ihnen nicht glauben sollen müssen
audit-saved =
    { $count ->
        [one] { $count } Eintrag
       *[other] { $count } Einträge
    } gespeichert, mit Adressen und ohne Namen.
audit-verify = Prüfen, was jemand anderes exportiert hat
audit-verify-what = Jeder Eintrag wird auf diesem Gerät an seinem Beweis geprüft.
audit-path = Der Auszug auf diesem Gerät, mit dem ganzen Pfad
audit-pin = Hash des obersten Blocks, wie ihn jemand Vertrauenswürdiges nannte; darf leer bleiben
audit-ask-node = Meinen Knoten fragen, ob dieser Block zu seiner Kette gehört
audit-check = Prüfen
audit-holds =
    Er hält: { $count ->
        [one] { $count } Eintrag
       *[other] { $count } Einträge
    }, das Neueste zuerst.
audit-top = Oberster Block
audit-top-pin = Block { $block } ist der, den Sie nannten.
audit-top-node = Block { $block } gehört zur endgültigen Kette Ihres Knotens.
audit-top-both = Block { $block } ist der, den Sie nannten, und gehört zur endgültigen Kette Ihres Knotens.
audit-top-nobody = Nichts zeigt hier, dass Block { $block } der Kette gehört. Geben Sie seinen Hash von jemand Vertrauenswürdigem ein, oder lassen Sie den Knoten fragen.
audit-unshown =
    Wem sie gehören, zeigt er nicht von { $count ->
        [one] { $count } Akte
       *[other] { $count } Akten
    }, die vor seinem Beginn eingetragen wurden.
audit-read-from = Gelesen aus
audit-line = { $when }: { $what }
audit-line-undated = zu unbekannter Zeit: { $what }

## Numbers and times.
date = { $day }.{ $month }.{ $year } { $time } UTC

## Records.
records-find = Eine Akte nach ihrer Kennung anfragen
records-find-any = Eine Akte nach ihrer Kennung finden
records-find-button = Finden
records-none = Hier sind noch keine Akten.
records-none-upload = Eine hochladen.
records-none-patient = Eine Akte erscheint hier, sobald eine Klinik eine über Sie hochlädt.
records-noted = Vom Hochgeladenen Ihrer Einrichtung steht hier nur, was von hier kam; `medquorum records --uploader` zeigt alles.
records-filter = Nur einige davon zeigen
records-text = Wörter eines Namens
records-year = Eingetragen im Jahr
records-filter-hint = Krankheiten sind Codes wie E11, oder Wörter. Name und Krankheit einer Datei sind bekannt, wo sie von hier hochgeladen wurde; eine Krankheit auch, wo eine Suche sie fand.
records-filter-none = Alle zeigen
records-none-fit = Keine Akte passt.
records-fit =
    { $count ->
        [one] { $count } Akte passt.
       *[other] { $count } Akten passen.
    }
records-fit-page = Seite { $page } von { $pages }.
filter = Filtern
any = beliebig
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
record-who-opened = Wer sie öffnete
record-nobody-opens = Zurzeit kann sie niemand öffnen.
record-opens = <a>{ $who }</a> kann sie jetzt öffnen.
record-opened-what = Die Kette zeigt, wer sie öffnen konnte und von wann an. Dass jemand sie öffnete, hinterlässt dort keine Spur.
record-opened-audit = Sehen, wer sie bisher öffnen konnte
record-ask = Anfragen
ask = Anfragen
record-yours = Ihre Akte
record-acknowledge-what = Ihre Schlüssel werden daran geprüft, dann erfährt die Kette, dass sie Ihre ist.
record-acknowledge-corrects = Sie tritt an die Stelle <a>der Akte, die sie berichtigt</a>; jene nimmt dann keine Anfragen mehr an.
record-acknowledge-ask = Sie tritt endgültig an die Stelle der Akte { $record }, und Anfragen zu jener enden. Anerkennen?
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
record-finish = Löschung ausführen
record-finish-what = Akte { $record } endgültig löschen? Niemand wird sie je wieder öffnen können.
record-finish-button = Ausführen
record-hold = Vor dem Löschen bewahren
record-hold-again = Eine andere Sperre an die Stelle dieser setzen
record-hold-what = Als Datenschutzbeauftragte: Bis dahin lässt niemand sie löschen; was der Patient löschen will, wartet und nimmt keine Anfragen an.
record-hold-until = Letzter Tag der Sperre
record-hold-button = Sperre setzen
record-lift = Rechtliche Sperre aufheben
record-lift-what = Nichts bewahrt Akte { $record } dann vor dem Löschen: Eine fällige Löschung kann sofort geschehen. Sperre aufheben?
record-lift-button = Aufheben
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
receipt-verify = Den Beleg einer Löschung prüfen
receipt-path = Der Beleg auf diesem Gerät, die Datei für Programme, mit dem ganzen Pfad
receipt-line = { $word }: { $meaning }
receipt-holds = Jede Unterschrift und jeder Beweis darin hält.
receipt-signed = { $host } unterschrieb für dieses Netz, dass dort nichts von dieser Akte übrig ist.
receipt-unsigned = Von { $host } ist hier keine Unterschrift: Dass die Stelle bestätigte, sagt nur, wer diesen Beleg schrieb.
receipt-proven = Dass die Akte gelöscht wurde, und jede Bestätigung, steht bewiesen auf der Kette, die zu Block { $block } ({ $hash }) führt. Ob das die des Netzes ist, sagt Ihnen jemand Vertrauenswürdiges mit dem Hash dieses Blocks.
receipt-proven-pin = Dass die Akte gelöscht wurde, und jede Bestätigung, steht bewiesen auf der Kette, die zu Block { $block } ({ $hash }) führt, und den haben Sie genannt.
receipt-unproven = Dieser Beleg hat keine Beweise seiner Blöcke: Wer die Akte wann löschte, sagt nur, wer ihn schrieb.
receipt-word = Wer nicht bestätigt hat, sagt nur, wer diesen Beleg schrieb; `medquorum receipt` fragt die Kette.
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
request-no-what = Ein Nein ist endgültig: Die Anfrage ist dann vorbei.
request-untrusted = Gremium { $committee } wurde auf diesem Gerät nicht verglichen: Dass es das richtige ist, sagt allein der Knoten. <a>Vergleichen Sie es einmal</a>.
request-open = Öffnen
request-look-what = Nur im Speicher: Nichts wird geschrieben, die Anfrage bleibt offen, und beim Sperren ist alles weg.
request-look-code = Ich habe einen CSP-Code vom Patienten und will ansehen
request-look-code-label = CSP-Code zum Ansehen
look-at-it = Ansehen
request-download-what = Ganz gespeichert; danach wird die Anfrage geschlossen.
request-unpack = Ist es eine Studie: ihre Dateien in einem eigenen Ordner speichern statt der einen Datei
request-download-elsewhere = Anderswo unterschrieben wird der Aufruf, der die Anfrage schließt; die Datei ist vorher gespeichert.
request-code = Ich habe einen CSP-Code vom Patienten
request-code-label = CSP-Code, anstelle der Einwilligung
download = Herunterladen
request-close-what = Schließen beendet die Anfrage und gibt das Pfand zurück.
request-close-approved = Die Verwaltenden haben sie freigegeben. Geschlossen ist sie verloren: Niemand öffnet die Akte mehr durch sie. Schließen?
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
search-modality-hint = DICOM-Modalitäten wie CT oder Arten von Dokumenten wie LETTER; mehrere mit Leerzeichen dazwischen.
search-limit = Wie viele, die neuesten zuerst
search-exact = Weglassen, was nur ein ganzes Kapitel nennt, wie es bei Seltenem ist
search-facilities = Nur aus diesen Einrichtungen; aus allen, wenn keine gewählt ist
search = Suchen
search-private = Die Suche liest, was auf diesem Gerät liegt. Sie sendet nichts: Weder Kette noch Ablage erfahren, was Sie suchen.
facility = Einrichtung
disease = Krankheit
when = Wann
what = Was
search-ask = { $record } anfragen
search-ask-facility = Die Einrichtung fragen
search-listed = Verzeichnet
search-ago = { $age } alt
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
search-more =
    { $count ->
        [one] { $count } ältere wird
       *[other] { $count } ältere werden
    } nicht gezeigt.
search-not-searched = Nicht durchsucht: der Katalog von { $facility }: { $why }

## Upload.
upload-corrects = Das berichtigt <a>eine vorhandene Akte</a>. Der Patient anerkennt die neue; dann tritt sie an deren Stelle.
upload-paths = Datei oder Ordner auf diesem Gerät; mehrere, je eine Zeile
upload-paths-hint = Der ganze Pfad, etwa { $home }/scan.dcm. Ein Ordner wird eine Akte. Verschlüsselt werden Kopien; die Dateien selbst bleiben, wie sie sind.
upload-patient = Wessen Akte es ist
upload-name = Name, den die anfragende Person sieht; leer: der Dateiname
upload-disease = Diagnosen, in Worten oder als ICD-10-Codes; mit der Datei verschlüsselt
upload-disease-hint = Codes mit Kommas dazwischen, etwa E11.9, J45. Haben mehrere die Worte (auf Englisch), wählen Sie aus einer Liste.
upload-several = Mehrere Diagnosen haben diese Worte. Wählen Sie die gemeinten, dann laden Sie hoch.
upload-several-more = Es gibt noch mehr: Ein weiteres Wort führt zu weniger.
upload-date = Tag der Untersuchung
upload-committee = Gremium, das den Schlüssel der Akte halten soll
upload-no-committee = Auf diesem Gerät wurde noch kein Gremium verglichen, und Hochladen braucht eines, dem hier vertraut wird. <a>Vergleichen Sie eines, und vertrauen Sie ihm</a>: das mit der Nummer, die Ihre Organisation nutzt.
upload-searchable = Für Suchende auflisten. Der Patient muss es erlaubt haben.
upload-button = Hochladen
unfinished = Begonnenes Hochladen, das nicht zu Ende kam
unfinished-resumes = Die verschlüsselte Kopie ist vollständig: Dasselbe Formular setzt dort fort, wo es stehen blieb.
unfinished-begins = Dasselbe Formular beginnt noch einmal von vorn.
unfinished-asks-resumes = Die verschlüsselte Kopie ist vollständig. Geben Sie Dateien, Patient, Diagnosen und Tag an wie damals: Dann geht es dort weiter, wo es stehen blieb.
unfinished-asks = Geben Sie Dateien und Patient noch einmal an: Es beginnt von vorn.
unfinished-fill = Formular ausfüllen
unfinished-fill-named = Formular von { $name } ausfüllen
upload-left =
    { $count ->
        [one] { $count } früherer Vorgang
       *[other] { $count } frühere Vorgänge
    } zum Hochladen endete nicht. Dieselben Dateien noch einmal hochzuladen setzt fort; `medquorum erase --unfinished` entfernt die Reste.
upload-catalogue = Ihr Katalog
upload-catalogue-what = Er ist für jene versiegelt, die der Rat zum Lesen zulässt. Auffindbares steht nach der nächsten Veröffentlichung darin.
upload-publish = Jetzt veröffentlichen
upload-publish-sure = Was von meinen Akten auffindbar ist, für alle Lesenden veröffentlichen
upload-publish-shrink = Es dürfen viel weniger Akten sein als zuvor, oder keine
upload-publish-here = Unterschrieben wird nur hier: Ihr Konto unterschreibt die Listen selbst, und eine Wallet nur Aufrufe.

## Choosing a file or a folder.
choose-files = Dateien oder einen Ordner wählen
choose-file = Eine Datei wählen
choose-folder = Einen Ordner wählen
choose-files-what = Dateien ankreuzen und übernehmen; oder einen Ordner öffnen und als Ganzes übernehmen. Gelesen wird nichts, bevor Sie das Formular senden.
choose-file-what = Ordner öffnen sich mit ihrem Namen. Der Name einer Datei übernimmt sie und führt zurück zum Formular.
choose-folder-what = Ordner öffnen sich mit ihrem Namen. Sind Sie im richtigen, übernehmen Sie ihn.
choose-retype = Passphrasen, Wörter und Codes bleiben inzwischen nicht stehen: Geben Sie sie im Formular noch einmal ein.
choose-places = Orte
choose-steps = Dieser Ordner
choose-home = Eigener Ordner
choose-documents = Dokumente
choose-downloads = Downloads
choose-desktop = Schreibtisch
choose-drive = Laufwerk { $name }
choose-machine = Dieses Gerät
choose-up = Ein Ordner nach oben
choose-here = Diesen Ordner übernehmen
choose-show = Namen zeigen, die mit einem Punkt beginnen ({ $count })
choose-hide = Namen verbergen, die mit einem Punkt beginnen
choose-table = Dateien und Ordner
choose-name = Name
choose-kind = Was es ist
choose-changed = Geändert
choose-a-folder = Ordner
choose-link = (eine Verknüpfung)
choose-special = weder Datei noch Ordner
choose-lost = führt nirgends hin oder darf nicht angesehen werden
choose-odd = kann nicht gewählt werden: Der Pfad enthält Zeichen, die sich nicht zeigen lassen. Geben Sie ihm zuerst einen anderen Namen
choose-empty = Hier ist nichts.
choose-more = Hier ist mehr, als gezeigt wird. Geben Sie den Pfad im Formular ein, oder legen Sie die Datei in einen kleineren Ordner.
choose-take = Angekreuzte übernehmen
choose-page = Seite { $page } von { $pages }
choose-before = Seite davor
choose-after = Nächste Seite
choose-cancel = Zurück zum Formular

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
council-end-ask = Beendet die Abstimmung über Antrag { $index } endgültig: { $what }. Ist er angenommen, geschieht es jetzt oder einen Tag später. Fortfahren?
council-end-button = Endgültig beenden
council-decisions = Wartende Beschlüsse
council-no-decisions = Kein Beschluss des Rats wartet.
council-decision = Beschluss { $index }: { $what }. Ausführbar: { $when }.
council-committees = Gremien
council-committee = Gremium { $committee }
council-command = Andere Anträge entstehen auf der Befehlszeile: `medquorum council --help`.
council-enact = Ausführen
council-enact-ask = Beschluss { $index } wird endgültig ausgeführt: { $what }.
council-enact-button = Jetzt ausführen
council-stop = Aufhalten
council-stop-ask = Es wird beantragt, dass Beschluss { $index } nicht ausgeführt wird: { $what }. Ein Drittel des Rats muss dafür stimmen.
council-stop-button = Beantragen, ihn aufzuhalten
council-role = Eine Rolle beantragen
council-role-what = Mehr als die Hälfte des Rats muss dafür stimmen.
council-role-who = Wessen Rolle
council-role-becomes = Wird
council-role-button = Beantragen
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
council-to-come = Löst ab
council-to-come-words = Epoche { $epoch } ({ $until })

## Committee.
committee-not-member = Ihr Konto gehört zu keinem Gremium und nimmt an keiner Zeremonie teil. Was hier steht, kann jeder sehen.
committee-ceremonies = Zeremonien und Weitergaben
committee-no-ceremonies = Auf der Kette läuft keine Zeremonie.
committee-behind = Zeremonien werden gezeigt, sobald der Knoten so weit ist, wie seine Kette schon gesehen wurde.
committee-none = Die Kette hat noch kein Gremium. Der Rat lässt eines durch eine Zeremonie gründen.
committee-you = Sie, Verwaltende { $index }
committee-share = Ihr Anteil
committee-share-here = in diesem Schlüsselbund
committee-share-missing = NICHT in diesem Schlüsselbund: Holen Sie seine Sicherung zurück, mit `medquorum committee restore-share`
committee-health = Ansehen, wessen Anteile da sind
committee-health-what = Nach Freigaben und Übungen in den Blöcken des letzten Tages, weiter zurück, wo ein Anteil es braucht (das dauert Minuten), und nach den Anfragen auf der Kette. Lebenszeichen liegen in Dateien, die die Befehlszeile liest.
committee-open = Ein neues Gremium gründen lassen; der Rat entscheidet
committee-reshare = Einen Schlüssel weitergeben lassen; der Rat entscheidet
committee-files = Eine Zeremonie über Dateien, ohne die Kette
committee-backup = Den eigenen Anteil in einen Tresor legen
committee-restore = Einen Anteil aus dem Tresor zurückholen
committee-alive = Ein Lebenszeichen geben
committee-signs = Auch Lebenszeichen zählen
committee-drill = Eine Übung beginnen
ceremony-title = Zeremonie für Gremium { $committee }, Epoche { $epoch }, Versuch { $attempt }
ceremony-title-reshare = Weitergabe des Schlüssels von Gremium { $committee }, Epoche { $epoch }, Versuch { $attempt }
ceremony-unread = Zeremonie für Gremium { $committee }
ceremony-yours = Ihr nächster Schritt: { $what } ({ $until }).
ceremony-waits = Wartet auf { $who }: { $what } ({ $until }).
ceremony-stage = Am Zug: { $who }: { $what } ({ $until }).
ceremony-anybody = irgendjemand
ceremony-join = Teilnehmen
ceremony-deal = Anteile verteilen
ceremony-certify = Prüfen und beglaubigen
ceremony-handover = Den Schlüssel übergeben
ceremony-complain = Sich über { $who } beschweren
ceremony-answer = { $who } antworten
ceremony-activate = Das Gremium einsetzen lassen
ceremony-expire = Den Versuch beenden
ceremony-new = Versuch { $attempt } verlassen und zu diesem kommen
ceremony-join-what = Vergleichen Sie Regel und Namen oben mit Ihrem Verzeichnis, einen nach dem anderen. Eine Zeremonie für die falschen Personen ist der einzige Weg zum Schlüssel.
ceremony-deal-what = Wer verteilt, gibt allen einen Teil des Schlüssels. Den ganzen erfährt niemand.
ceremony-certify-what = Zuerst wird alles auf diesem Gerät geprüft. Lesen Sie einander am Telefon den Fingerabdruck oben vor, bevor Sie Ja sagen: Nur ihn kann ein lügender Knoten nicht gleich machen.
ceremony-complain-what = Was Sie bekamen, lässt sich nicht öffnen oder passt nicht. Auf Ihre Beschwerde muss es veröffentlicht werden, und alle rechnen nach, wer recht hat.
ceremony-activate-what = Alle haben beglaubigt. Nun kann jeder das Gremium einsetzen lassen, und einer genügt.
ceremony-people = Wofür sie ist, und wer was getan hat
ceremony-opened-by = Begonnen von
ceremony-ends = Dieser Abschnitt endet
ceremony-culprit = Verantwortlich
ceremony-index = Nummer
ceremony-who = Verwaltende
ceremony-you = Sie
ceremony-joined = Nimmt teil
ceremony-dealt = Hat verteilt
ceremony-certified = Hat beglaubigt
ceremony-handed = Hat übergeben
ceremony-has = ja
ceremony-has-not = fehlt
ceremony-complaint = { $accuser } sagt, dass der Anteil von { $dealer } nicht passt; die Antwort ist fällig ({ $until }).
ceremony-complaint-answered = { $accuser } sagt, dass der Anteil von { $dealer } nicht passt; die Antwort war richtig.
ceremony-step = Ihr nächster Schritt
ceremony-yes = Ja
ceremony-leave = Verlassen
ceremony-leave-it = Den Versuch für alle beenden
ceremony-set = Gremium { $committee } ist in Epoche { $epoch } eingesetzt.
ceremony-set-doubted = Ihr Knoten zeigt Gremium { $committee } in Epoche { $epoch }, und nicht, dass Sie und alle anderen es beglaubigt haben: Vergleichen Sie `medquorum committee show { $committee }` mit den anderen.

## Accounts for single facilities.
accounts-title = Ihre Konten
accounts-what = Ein Patient kann für jede Einrichtung ein eigenes Konto haben, alle aus demselben Schlüsselbund. Die Kette zeigt nichts, was eines mit einem anderen verbindet; Ihr Knoten und wer diese Liste bekommt, sehen alle.
accounts-make = Ein Konto für eine Einrichtung
accounts-make-what = Seine unterschriebenen Schlüssel kommen in eine Datei. Geben Sie sie nur dieser Einrichtung, und lesen Sie ihr den Fingerabdruck vor, der dann erscheint. Noch einmal gemacht ist es dasselbe Konto.
accounts-facility = Die Einrichtung: ein Kontakt oder ihre Adresse
accounts-find = Wiederfinden
accounts-find-what = Wurden Ihre Schlüssel aus Wörtern wiederhergestellt, werden Ihre Konten bei jeder Einrichtung gesucht. Der Knoten erfährt von keinem.
accounts-find-button = Suchen
account-for = Für
account-main = Ihr Hauptkonto
account-which = Welches Konto
account-own = eingetragen, CSP-Schlüssel Fassung { $version }
account-not-enrolled = nicht aufgenommen; geben Sie der Einrichtung seine Datei
account-unused = nicht eingetragen
account-frozen = { $keys }; eingefroren
account-foreign = nicht die dieses Schlüsselbunds: Fassung { $version } hat jemand anderes eingetragen, oder dieser Knoten lügt. Nichts wurde geändert
account-left = es hat die Kette verlassen
account-found = { $facility }: { $standing }

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
enrol-cards = Auch die Karten der Gremien, denen hier vertraut wird, neben diese Datei schreiben, für den Patienten
enrol-what = Ein Patient ohne Guthaben schreibt seine öffentlichen Schlüssel in eine Datei; Sie veröffentlichen sie, und Ihre Einrichtung zahlt.
enrol-path = Die Datei des Patienten auf diesem Gerät, mit ganzem Pfad

## Jobs.
jobs-none = Seit dem Start dieses Portals wurde nichts begonnen.
job-leave = Sie können die Seite verlassen: Die Arbeit geht weiter.
job-stop = Anhalten
call-title = Anderswo unterschreiben
call-open = Öffnen Sie in Polkadot.js Apps, mit derselben Kette verbunden: Developer, Extrinsics, Decode.
call-paste = Fügen Sie diese Bytes ein. Dort muss <code>{ $name }</code> stehen.
call-sign = Gehen Sie zu Submission, wählen Sie das Konto dieses Portals und unterschreiben Sie.
call-scan = Oder lesen Sie dieses Bild mit einer Wallet ein, die Aufrufe annimmt.
call-picture = Derselbe Aufruf als QR-Bild
call-no-picture = Dieser Aufruf ist zu lang für ein QR-Bild. Kopieren Sie die Zeile darüber nach Polkadot.js; ist Ihre Wallet auf einem anderen Rechner, bringen Sie sie in einer Textdatei dorthin.
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
step-of-rest = { $step }: { $done } von { $total }, { $speed } je Sekunde, noch etwa { $left }
step-of-objects = { $step }: { $done } von { $total } Objekten
amount-of = { $count } { $unit }
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
keys-restore = Einen Schlüssel aus seinen 24 Wörtern wiederherstellen
keys-restore-what = Nach dem Verlust eines Geräts: Jede Fassung hat eigene Wörter, und Akten öffnen sich mit der Fassung, für die sie versiegelt wurden.
keys-restore-former = Es ist der Schlüssel eines Kontos, an dessen Stelle meines handelt. Er hat hier keine Fassung und wird nie veröffentlicht.
keys-restore-other = Hat dieser Schlüsselbund einen anderen Schlüssel dieser Fassung, bleibt der andere: Akten, die für ihn versiegelt sind, ließen sich sonst nicht mehr öffnen.
keys-restore-replace = Soll er den anderen Schlüssel trotzdem ersetzen, { $word } eintippen
keys-restore-word = ersetzen
keys-restore-button = Wiederherstellen
keys-rotate = Ein neuer CSP-Schlüssel, für künftige Akten
keys-rotate-what = Vorhandene Akten behalten ihren Schlüssel, der aufbewahrt bleibt. Der neue hat eigene Wörter.
keys-rotate-sure = Ich schreibe die neuen Wörter auf
keys-rotate-button = Erstellen und veröffentlichen
keys-more = Mehr
keys-more-code = Den CSP-Code einer Akte, zum Übergeben, finden Sie auf der <a>Seite der Akte</a>.
keys-more-policies = Antworten in Ihrem Namen stehen unter <a>Ständige Antworten</a>.
keys-more-accounts = Konten für einzelne Einrichtungen stehen unter <a>Ihre Konten</a>.
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
policies-remove-what = Sie gilt hier nicht mehr. Wo sonst nach ihr geantwortet wird, muss die geänderte Datei auch hin.
policies-export = Speichern, wie sie übernommen wurde
policies-path = Der Consent auf diesem Gerät, mit dem ganzen Pfad
policy-write = Eine hier schreiben
policy-write-what = Sie wählen und sehen, was sie sagt, bevor Sie unterschreiben. Geschrieben wird ein FHIR Consent, wie einer aus einer Datei.
policy-write-kind = Ihre Antwort
policy-write-permit = Ja, ich willige ein
policy-write-deny = Nein, ich lehne ab
policy-write-who = Wer fragt
policy-write-others = Konten anderer, mit ihrer Adresse, eines je Zeile
policy-write-anybody = Alle, die lesen dürfen
policy-write-purposes = Wofür
policy-write-any = Jeder Zweck
policy-write-until = Bis wann
policy-write-last = Ihr letzter Tag, in UTC
policy-write-endless = Ohne Ende, bis ich sie vergesse
policy-write-records = Sie gilt für jede Ihrer Akten. Ein Nein geht jedem Ja vor, und was keine Antwort betrifft, wartet auf Sie.
policy-write-button = Ansehen, was sie sagen würde
policy-import-title = Was diese Einwilligung sagt
policy-except = Außer: Sie { $words }
policy-refers = Sie verweist auf diese Texte, die hier nichts liest:
policy-import-account = Es unterschreibt das Konto:
policy-import-sure = Von nun an so in Ihrem Namen antworten, wo immer `medquorum watch --answer` mit Ihren Schlüsseln läuft?
policy-import-button = Übernehmen und unterschreiben
policies-watch = Danach antworten, immer wieder

## Emergencies.
emergencies-what = Liegt ein Patient bewusstlos da, kann ein Notfallgremium aus anderen Häusern für ihn einstehen, wenn er es erlaubt hat. Jeder Zugriff wird sofort mitgeteilt, binnen einer Woche begründet und geprüft.
emergencies-accesses = Zugriffe, die auf ihre Prüfung warten
emergencies-no-accesses = Keiner, der Sie betrifft, wartet auf seine Prüfung.
emergencies-due = Prüfung bis
emergencies-yours = Ihre Akten im Notfall
emergencies-no-records = Es gibt keine Akten über Sie.
emergencies-opens = Im Notfall
emergencies-by = Erlaubt von
emergencies-left =
    { $count ->
        [one] { $count } ältere Akte ist
       *[other] { $count } ältere Akten sind
    } nicht gezeigt: Die Seite jeder Akte sagt, wie es um sie steht.
emergencies-committee = Notfallgremium
emergencies-no-committee = Wer es erlaubt, nennt ein Notfallgremium, das auf diesem Gerät verglichen wurde, und es gibt keines: `medquorum committee trust NUMMER`.
emergencies-allow-what = Was
emergencies-all = alle meine vorhandenen Akten, anstelle meiner Einwilligung
emergencies-future-key = was von nun an hinzukommt: anstelle meiner Einwilligung
emergencies-future-both = was von nun an hinzukommt: ganze Notfalldaten, ohne die Verwaltenden
emergencies-allow = Ansehen, was das bedeutet
emergencies-remove-what = Von nun an dürfen Einrichtungen nichts von Ihnen für den Notfall hinterlegen. Was sie hinterlegt haben, bleibt, bis Sie es Akte für Akte zurücknehmen.
emergencies-which = Gemeint sind alle Akten aller Ihrer Konten, oder was künftig zu einem Konto hinzukommt:
emergencies-directed = Einrichtungen dürfen etwas für Gremium { $committee } hinzufügen: { $scope }.
emergencies-remove = Zurücknehmen
emergencies-record = Erste Ziffern der Aktennummer
emergencies-house = Notieren, aus welcher Einrichtung jemand ist, damit kein Knoten anderes behaupten kann
emergencies-appoint = Als Rat festlegen, aus welcher Einrichtung jemand ist
emergency-opens = Gremium { $committee }: { $scope }
emergency-opens-nobody = Ohne den Patienten öffnet sie niemand.
emergency-allow-title = Für den Notfall erlauben
emergency-allow-records =
    Für { $count ->
        [one] { $count } Akte
       *[other] { $count } Akten
    } erlauben?
emergency-allow-future = Für alles erlauben, was von nun an hinzukommt?
emergency-allow = Erlauben
emergency-none-left = Jede Ihrer Akten kann im Notfall schon geöffnet werden.
emergency-record = Akte { $record } im Notfall
emergency-allowed-by = Notfallgremium { $committee }: { $scope }. Erlaubt von { $by }.
emergency-remove = Für diese Akte zurücknehmen
emergency-remove-what = Ohne Sie öffnet niemand mehr Akte { $record }, auch nicht, wenn Sie bewusstlos sind; Notfallanfragen zu ihr enden.
record-emergency = Im Notfall
request-end = Als Patient beenden
request-end-what = Die Anfrage eines Notfalls braucht keine Einwilligung von Ihnen. Sie können sie beenden; wer die Akte bis dahin öffnen konnte, hat es vielleicht getan.
request-end-button = Diese Anfrage beenden
glass-break = Im Notfall zugreifen
glass-what = Das öffnet Akte { $record } von { $patient } ohne { $patient }. Patient und Verwaltende erfahren es sofort. Sie müssen es binnen einer Woche begründen.
glass-under-way = Sie haben damit begonnen. Noch einmal fragt es niemanden doppelt: Es wartet auf die fehlenden Freigaben und öffnet dann die Datei.
glass-statement = Was geschehen ist, für die Prüfenden; es lässt sich später sagen
glass-sure = Der Patient kann nicht gefragt werden
glass-save = Die Datei speichern, statt sie anzusehen
glass-save-yes = Ganz speichern; hier wird sie nicht gezeigt
glass-save-hint = Für Dateien, die zum Zeigen zu groß sind, und für Studien. Ohne das lässt sich die Datei speichern, sobald sie gezeigt wird.
glass-here = Unterschrieben wird nur hier, weil mehrere Aufrufe nötig sind. Die Datei liegt nur im Speicher und wird hier gezeigt; die Anfragen bleiben offen, bis Sie sie schließen.
emergency-statement = Begründung
emergency-statement-hint = Sie wird für die Prüfenden versiegelt, und niemand sonst liest sie. Ohne sie kann der Zugriff nicht für berechtigt befunden werden.
emergency-explain-soon = binnen einer Woche zu geben, unter Notfälle: { $request }
emergency-not-filed = nicht eingereicht: { $why }
emergency-access = Notfallzugriff { $request }
emergency-explain = Sie begründen ihn
emergency-explained = Sie haben ihn begründet. Eine zweite Begründung tritt an die Stelle der ersten.
emergency-file = Für die Prüfenden versiegeln
emergency-review = Sie prüfen ihn
emergency-unexplained = Noch hat ihn niemand begründet; für berechtigt befunden werden kann er so nicht.
emergency-finding = Ihr Befund
emergency-justified = berechtigt: Es war ein Notfall
emergency-unjustified = unberechtigt: Es war keiner
emergency-final = Das ist endgültig. Finden ihn genug Prüfende unberechtigt, wird ausgeschlossen, wer zugegriffen hat.
emergency-review-button = So befinden
emergency-overdue = Die Frist ist um
emergency-enforce-what = Niemand hat ihn rechtzeitig begründet oder geprüft. Wer zugegriffen hat, darf dann nicht mehr im Notfall zugreifen.
emergency-enforce = Ahnden lassen
decide-house = Dass die anfragende Person aus Einrichtung { $facility } ist, sagt nur der Knoten: `medquorum emergency facility` notiert es hier.

## Which committees are trusted.
trust-title = Gremien, denen vertraut wird
trust-what = Was hochgeladen wird, ist für ein Gremium versiegelt: Nur so viele seiner Verwaltenden öffnen es gemeinsam. Ein Knoten könnte Ihnen ein anderes zeigen. Darum vergleicht einmal jemand den Fingerabdruck, und dieses Gerät merkt ihn sich.
trust-compare = Fragen Sie Ihre Organisation auf einem anderen Weg als über diesen Knoten nach dem Fingerabdruck: am Telefon, in einem Brief oder auf einer Karte, die man Ihnen gab. Vergleichen Sie alle acht Gruppen und die Namen.
trust-least = Wer diesen Schlüssel später hat, darf { $least } Freigaben genügen lassen.
trust-other = Bisher wird hier unter dieser Nummer einem anderen Gremium vertraut; sein Fingerabdruck ist { $fingerprint }. Hat Ihnen niemand einen Wechsel angekündigt, laden Sie nichts hoch, und fragen Sie Ihre Organisation.
trust-same = Meine Organisation gab mir denselben Fingerabdruck auf einem anderen Weg als über diesen Knoten
trust-typed = Um das andere aufzugeben, die letzten vier Zeichen des neuen Fingerabdrucks eintippen: { $word }
trust-button = Gremium { $committee } vertrauen
trust-card = Mit einer Karte
trust-card-what = Ihre Einrichtung kann Ihnen die Karte eines Gremiums geben, eine Datei. Das Gremium, das der Knoten zeigt, muss das der Karte sein.
trust-card-path = Der Pfad der Karte auf diesem Gerät
trust-card-same = Das Gremium, das der Knoten zeigt, ist das der Karte.
trust-card-sure = Ich bekam die Karte von meiner Einrichtung und nicht über diesen Knoten
trust-all = Alle Gremien ansehen
trust-command = Karten werden geschrieben, wenn ein Patient aufgenommen wird, und von `medquorum committee card`. Nur auf der Befehlszeile stimmt `medquorum committee trust --min-k` weniger Freigaben zu.

## Settings.
settings-node = Ein anderer Knoten
settings-account = Ein anderes Konto
settings-change = Ändern
settings-account-what = Das Portal sperrt sich und wird als jenes Konto entsperrt. Was das bisherige Konto angefragt und hochgeladen hat, bleibt bei ihm.
settings-account-file = Der Pfad seiner Polkadot.js-Sicherung auf diesem Gerät; auf einer Entwicklungskette auch etwa //Alice
settings-account-button = Als dieses Konto handeln
settings-account-fixed = Dieses Portal wurde für ein bestimmtes Konto gestartet: Starten Sie es ohne --account neu.
node-what = Benutzt wird { $node }. Der neue muss dieselbe Kette haben und wird gefragt, bevor sich etwas ändert.
node-hint = Eine Adresse wie wss://node.example.org, so wie Ihre Organisation sie Ihnen gab.
node-button = Diesen Knoten benutzen
settings-committee = Ein Gremium vergleichen und ihm vertrauen
settings-hosts = Speicherstellen für Akten
settings-health = Zustand einer Akte in der Ablage
settings-guardian = Wer Ihr Konto außer dem Rat einfrieren darf
settings-freeze = Ein Konto einfrieren, dessen Schlüssel in falschen Händen sein kann
settings-unfreeze = Das beenden
settings-leave = Ihre Schlüssel von der Kette nehmen und sie verlassen
settings-sponsor = Die Anfragen von jemandem aus Ihrer Einrichtung bezahlen
settings-import = Ein Archiv mit vielen Dateien
settings-catalogue-status = Die Kataloge aller Einrichtungen, und wie alt die hiesigen sind
settings-catalogue-readers = Wer Ihren Katalog durchsuchen darf
settings-catalogue-withdraw = Ihren Katalog von der Kette nehmen
settings-host = Akten für andere aufbewahren, als Speicherstelle
settings-offline = Ein Gerät ohne Knoten einrichten
settings-store = Zustand der Ablage
settings-store-what = Auf welchen Speicherstellen liegen die Akten, die von hier hochgeladen wurden?
settings-store-verify = alles Abgelegte lesen und vergleichen, was so lange dauert, wie alles herunterzuladen
settings-store-button = Nachsehen

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
look-save-what = Was gespeichert wird, wird jetzt geholt und geprüft; die Anfrage bleibt offen.
look-save-picked = Was von der Studie
look-save-study = Die ganze Studie als die eine Datei, die hochgeladen wurde
look-save-files = Alle ihre Dateien, in einem Ordner
look-save-series = { $name }, Serie { $number }, in einem Ordner
look-save-one = Gespeichert werden die Dateien dieser Serie, in einem eigenen Ordner. Sie werden jetzt geholt und geprüft; die Anfrage bleibt offen.
look-loose = Dateien außerhalb einer Serie
look-loose-more = und { $count } weitere; wer alle Dateien speichert, speichert auch diese.
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
