# Sätze der Bibliothek auf Deutsch. Das Wörterverzeichnis steht in pages.ftl.

## Names of facts.
l-record = Akte
l-patient = Patient
l-uploaded-by = Hochgeladen von
l-status = Stand
l-registered = Eingetragen
l-committee = Gremium
l-found-by-disease = Nach Krankheit auffindbar
l-file = Datei
l-corrects = Berichtigt
l-replaced-by = Ersetzt durch
l-erasure = Löschung
l-legal-hold = Rechtliche Sperre
l-note = Hinweis
l-request = Anfrage
l-requester = Angefragt von
l-paid-by = Bezahlt von
l-purpose = Zweck
l-approvals = Freigaben
l-consent = Einwilligung
l-asked = Angefragt
l-answers-until = Antworten bis
l-who-must-act = Am Zug
l-folder = Ordner
l-node = Knoten
l-chain = Kette
l-finalized = Endgültig
l-store = Ablage
l-hosts = Speicherstellen
l-replicas = Kopien
l-account = Konto
l-roles = Rollen
l-keys = Schlüssel
l-balance = Guthaben
l-frozen = Eingefroren
l-guardian = Vertrauensperson
l-sponsor = Zahlende Stelle
l-trusted = Vertraut
l-next = Nächster Schritt
l-ended = Beendet
l-not-known = Nicht bekannt
l-attested = Bestätigt
l-not-attested = Nicht bestätigt
l-cannot-show = Nicht belegbar

## Times and amounts.
l-seconds =
    { $n ->
        [one] { $n } Sekunde
       *[other] { $n } Sekunden
    }
l-minutes =
    { $n ->
        [one] { $n } Minute
       *[other] { $n } Minuten
    }
l-hours =
    { $n ->
        [one] { $n } Stunde
       *[other] { $n } Stunden
    }
l-days =
    { $n ->
        [one] { $n } Tag
       *[other] { $n } Tage
    }
l-blocks =
    { $n ->
        [one] { $n } Block
       *[other] { $n } Blöcke
    }
l-blocks-about =
    { $n ->
        [one] { $n } Block
       *[other] { $n } Blöcke
    } (etwa { $spanSaid })
l-block = Block { $n }
l-block-dated = Block { $n } ({ $date })
l-until = { $date }, in { $spanSaid }
l-until-over = { $date }, vorbei
l-in = in { $spanSaid }
l-over = vorbei
l-moment = Moment { $n }
l-yes = ja
l-no = nein
l-due = fällig
l-unknown = unbekannt
l-bytes =
    { $n ->
        [one] { $n } Byte
       *[other] { $n } Byte
    }

## Where a record or a request stands.
l-open = offen
l-approved = freigegeben
l-rejected-administrators = von den Verwaltenden abgelehnt
l-rejected-time = abgelehnt: Zeit abgelaufen
l-rejected-consent = abgelehnt: Einwilligung verweigert
l-active = verfügbar
l-active-unacknowledged = verfügbar, nicht anerkannt
l-suspended = vom Patienten geschlossen
l-superseded = durch eine Berichtigung ersetzt
l-unconfirmed = Der Patient hat diese Akte nicht bestätigt: Sie könnte jemand anderen betreffen.
l-nobody = niemand: { $whySaid }
l-committee-changed = das Gremium hat gewechselt, fragen Sie neu an
l-duty-consent = { $who } (Einwilligung)
l-duty-download = { $who } (Herunterladen)
l-duty-approve = { $n } von { $who }
l-asked-by = von { $who }, Zweck: { $purposeSaid }
l-counted = { $yes } von { $needed }, { $no } dagegen
l-given = erteilt
l-not-given = nicht erteilt
l-open-not = lässt sich nicht öffnen
l-open-erased = die Akte wurde gelöscht
l-open-unconfirmed = lässt sich öffnen; vom Patienten nicht bestätigt
l-open-can = lässt sich öffnen
l-open-code = lässt sich mit dem CSP-Code des Patienten öffnen
l-open-not-yet = lässt sich noch nicht öffnen
l-not-closed = nicht geschlossen
l-over-deposit = vorbei; Schließen gibt das Pfand zurück
l-vote-rejected = { $who } lehnte ab: { $reasonSaid }
l-vote-approved = { $who } gab frei
l-erasure-says = { $whenSaid }; { $who } sagt: { $reasonSaid }
l-hold-says = endet { $whenSaid }; { $who } sagt: { $reasonSaid }
l-corrects-version = { $record }, als Fassung { $n }

## Sections of the inbox.
l-section-administrator = Freigeben oder ablehnen, als Verwaltende
l-section-patient = Anfragen zu Ihren Akten, als Patient
l-section-requester = Ihre eigenen Anfragen

## Questions before signing.
l-question-asked = { $requester } fragt Akte { $record } von { $patient } an, hochgeladen von { $uploader }. Zweck: { $purposeSaid }.
l-question-consent = Die Einwilligung gibt { $requester } sofort Ihren Schlüssel dieser Akte, freigegeben oder nicht: Er öffnet den verschlüsselten Kopf der Akte, nicht die Datei. Wer eine Kopie dieses Kopfs behält, kann das Löschen dieser Akte rückgängig machen: Die Datei schützen dann allein die Verwaltenden.
l-question-approve-now = Freigeben, mit Ihrem Teil des Schlüssels?
l-question-consent-now = Einwilligen, mit Ihrem Schlüssel dieser Akte?
l-after-approval = Anfrage { $request } freigegeben
l-after-approval-all = Anfrage { $request } freigegeben: Sie hat alle nötigen Freigaben
l-after-approval-one = Anfrage { $request } freigegeben: noch { $n } Freigabe nötig
l-after-approval-more = Anfrage { $request } freigegeben: noch { $n } Freigaben nötig
l-after-rejection = Anfrage { $request } abgelehnt: { $reasonSaid }
l-after-rejection-end = Anfrage { $request } abgelehnt: { $reasonSaid }; sie lässt sich nicht mehr freigeben

## The account.
l-roles-none = noch keine
l-seat = Verwaltende { $n } des Gremiums { $nCommittee }
l-council = Mitglied des Rats
l-recovery = Mitglied des Notrats
l-keys-missing = nicht eingetragen; siehe `medquorum register`
l-keys-registered = eingetragen, CSP-Schlüssel Fassung { $n }
l-committees = Gremien: { $list }
l-committees-none = Gremien: keine; siehe `medquorum committee trust`
l-frozen-yes = ja: es kann nur verweigern und schließen
l-chain-development = { $chain } (Entwicklung)
l-replicas-of = jede Akte auf { $n } von { $all }
l-next-inbox = sehen Sie, was auf Sie wartet: `medquorum inbox`
l-next-register = veröffentlichen Sie Ihre Schlüssel mit `medquorum register`
l-next-frozen = dieses Konto ist eingefroren: Sprechen Sie mit Ihrer Vertrauensperson oder dem Rat
l-next-replaced = handeln Sie als { $who }, das an der Stelle dieses Kontos steht
l-next-compare = vergleichen Sie Ihr Gremium einmal: `medquorum committee trust { $committee }`
l-next-trust = vor dem Hochladen: `medquorum committee trust` mit der Nummer Ihrer Organisation
l-trusted-words = vertraut
l-trusted-development = vertraut (Entwicklung: die Geheimnisse sind öffentlich)
l-not-trusted = hier noch nicht vertraut
l-not-trusted-development = hier noch nicht vertraut (Entwicklung: die Geheimnisse sind öffentlich)
l-passphrase-remark = Diese Passphrase ist kurz. Wer die Datei erlangt, die sie schützt, kann viele versuchen; mehrere Wörter sind besser.

## The receipt of an erasure.
l-erased-by = gelöscht von { $who } in { $whenSaid }: { $reasonSaid }
l-erased-in = gelöscht in { $whenSaid }
l-refused-by = zurückgewiesen von { $who } in { $whenSaid }: { $reasonSaid }
l-forgotten = dieser Knoten hat den Block vergessen; ein Archivknoten nennt wer und warum
l-attested-in = { $who } in { $whenSaid }
l-attested-former = { $who } (keine Speicherstelle mehr) in { $whenSaid }
l-no-hosts = Dieses Netz hat keine Speicherstellen; niemand bestätigt, dass die Dateien weg sind.
l-only-host = Die einzige Speicherstelle hat bestätigt, dass dort nichts von dieser Akte übrig ist.
l-all-hosts = Alle { $n } Speicherstellen haben bestätigt, dass dort nichts von dieser Akte übrig ist.
l-some-hosts = { $n } von { $all } Speicherstellen haben bestätigt, dass dort nichts von dieser Akte übrig ist.
l-limit-copies = Kopien anderswo: Eine Speicherstelle bestätigt nur für ihre eigene Ablage. Wer die Rolle nicht hat, bestätigt nichts.
l-limit-backups = Sicherungen: Wer eine hat, muss die gelöschten Dateien auch dort entfernen.
l-limit-readers = Lesende: Wer die Akte vorher geöffnet hatte, kann die Datei behalten haben.
l-limit-history = Die Geschichte der Blöcke: Sie hält für immer fest, dass es diese Akte gab, über welches Konto, wer sie anfragte und dass sie gelöscht wurde.

## What a person sees of pictures.
l-brain = Gehirn
l-lung = Lunge
l-bone = Knochen
l-soft-tissue = Weichteile

## Reasons and purposes.
l-patient-wish = der Patient wünscht es
l-upload-error = irrtümlich hochgeladen
l-somebody-else = sie betrifft jemand anderen
l-retention-over = die Aufbewahrungsfrist ist vorbei
l-legal-order = ein Gericht oder eine Behörde ordnet es an
l-another-reason = ein anderer Grund
l-wrong = sie ist falsch
l-unwanted = sie ist nicht erwünscht
l-litigation = ein Gerichtsverfahren
l-investigation = eine Untersuchung
l-retention-duty = das Gesetz verlangt die Aufbewahrung
l-not-justified = der Zweck rechtfertigt den Zugriff nicht
l-wrong-patient = falscher Patient
l-unknown-requester = anfragende Person unbekannt
l-asked-before = schon angefragt
l-treatment = Behandlung
l-emergency = Notfallbehandlung
l-payment = Abrechnung
l-operations = Betrieb im Gesundheitswesen
l-research = Forschung
l-patient-request = auf Wunsch des Patienten
l-patient-request-word = auf Wunsch des Patienten
l-public-health = öffentliche Gesundheit
l-legal = rechtlicher Zweck
l-quality = Qualitätsverbesserung
l-safety = Patientensicherheit
l-purpose-code = { $purposeSaid } ({ $code })
l-role-patient = Patient
l-role-clinician = Behandelnde
l-role-facility = Einrichtung
l-role-officer = Datenschutzbeauftragte
l-role-host = Speicherstelle

## What happened.
l-event-registered = { $who } trug Schlüssel ein, Fassung { $n }
l-event-enrolled = { $by } nahm { $who } auf, mit Schlüsseln der Fassung { $n }
l-event-role = { $who } ist jetzt { $roleSaid }
l-event-role-before = { $who } ist jetzt { $roleSaid }, nicht mehr { $oldSaid }
l-event-role-an = { $who } ist jetzt { $roleSaid }
l-event-role-an-before = { $who } ist jetzt { $roleSaid }, nicht mehr { $oldSaid }
l-event-role-before-an = { $who } ist jetzt { $roleSaid }, nicht mehr { $oldSaid }
l-event-committee = Gremium { $committee } wurde in Epoche { $epoch } bestimmt: { $k } Freigaben von { $members }
l-event-record = { $uploader } trug Akte { $record } von { $patient } ein
l-event-record-corrects = { $uploader } trug Akte { $record } von { $patient } ein; sie berichtigt Akte { $older }, sobald der Patient sie anerkennt
l-event-acknowledged = { $patient } erkannte Akte { $record } an
l-event-suspended = { $patient } schloss Akte { $record } für Anfragen
l-event-resumed = { $patient } öffnete Akte { $record } wieder für Anfragen
l-event-refused = { $patient } wies Akte { $record } von { $uploader } zurück: { $reasonSaid }
l-event-superseded = Akte { $record } wurde durch Akte { $newer } ersetzt
l-event-correction = { $patient } erlaubte { $uploader }, Akte { $record } zu berichtigen
l-event-no-correction = { $patient } erlaubt niemandem sonst, Akte { $record } zu berichtigen
l-event-erased = { $who } löschte Akte { $record }: { $reasonSaid }
l-event-erased-of = { $who } löschte Akte { $record } von { $patient }: { $reasonSaid }
l-event-erasure = { $who } will Akte { $record } von { $patient } löschen, am { $whenSaid }: { $reasonSaid }
l-event-erasure-stopped = { $who } hielt die Löschung der Akte { $record } auf, die { $wanted } wollte
l-event-attested = { $host } bestätigte, dass dort nichts von Akte { $record } übrig ist
l-event-catalogue = { $facility } veröffentlichte Katalog { $n }, in Epoche { $epoch }
l-event-searchable = { $patient } lässt Akte { $record } nach ihrer Krankheit finden
l-event-not-searchable = { $patient } lässt Akte { $record } nicht mehr nach ihrer Krankheit finden
l-event-directive = { $patient } lässt Einrichtungen auflisten, was sie hochladen
l-event-no-directive = { $patient } lässt Einrichtungen nicht mehr auflisten, was sie hochladen
l-event-asked = { $requester } fragte Akte { $record } an, als Anfrage { $request }. Zweck: { $purposeSaid }
l-event-asked-paid = { $requester } fragte Akte { $record } an, als Anfrage { $request }. Zweck: { $purposeSaid }; bezahlt von { $payer }
l-event-approval = { $admin } gab Anfrage { $request } frei ({ $yes } von { $needed } Freigaben)
l-event-approval-seat = { $admin } gab Anfrage { $request } frei ({ $yes } von { $needed } Freigaben), als Verwaltende { $index } des Gremiums { $committee } in Epoche { $epoch }
l-event-approved = Anfrage { $request } hat alle Freigaben
l-event-rejection = { $admin } lehnte Anfrage { $request } ab: { $reasonSaid }
l-event-rejected = Anfrage { $request } wurde abgelehnt: { $whySaid }
l-event-consented = { $patient } willigte in Anfrage { $request } ein
l-event-denied = { $patient } verweigerte die Einwilligung zu Anfrage { $request }
l-event-closed = { $who } schloss Anfrage { $request }
l-event-closed-readable = { $who } schloss Anfrage { $request }; wer anfragte, konnte die Akte lesen
l-event-cancelled = Anfrage { $request } endete: { $whySaid }
l-event-cancelled-readable = Anfrage { $request } endete: { $whySaid }; wer anfragte, hätte die Akte lesen können
l-why-erased = die Akte wurde gelöscht
l-why-suspended = die Akte ist ausgesetzt
l-why-superseded = eine Korrektur trat an die Stelle der Akte
l-why-epoch = die Epoche des Gremiums ist vorbei
l-why-governance = der Rat beendete sie
l-why-refused = der Patient wies die Akte zurück
l-why-emergency = der Patient nahm die Erlaubnis für Notfälle zurück
l-why-administrators = zu viele Verwaltende lehnten ab
l-why-time = die Zeit lief ab
l-why-denied = der Patient verweigerte die Einwilligung
l-why-not-approved = sie wurde nicht rechtzeitig freigegeben
l-forgot-blocks = Dieser Knoten hat die Blöcke bis { $block } vergessen; einer, der alles behält, heißt Archiv.
l-ground-blocks = Blöcke { $from } bis { $to } der Kette { $chain }.
l-ground-node = Das zeigte ein Knoten, bei Block { $block } ({ $hash }), ohne Beweise.
l-ground-opened = Gezeigt wird, dass eine Akte zu öffnen war, und ab wann. Dass jemand sie öffnete, hinterlässt keine Spur auf der Kette.
l-ground-proven = Jeder Eintrag wurde an seinem Beweis geprüft, der von seinem Block zu Block { $block } führt. Ob dieser Block der Kette gehört, fragen Sie jemand Vertrauenswürdiges: Sein Hash ist { $hash }.
l-ground-missing = DAS IST NICHT ALLES: Der Knoten hatte vergessen: { $list }. Was dort geschah, steht hier nicht.
l-council-unknown = etwas, das dieses Programm nicht kennt: Sehen Sie es in Polkadot.js an
l-council-proposed = { $who } stellte dem Rat Antrag { $n } ({ $motion }), { $needed } Stimmen sind nötig
l-council-for = { $who } stimmte für Antrag { $motion } ({ $yes } Ja, { $no } Nein)
l-council-against = { $who } stimmte gegen Antrag { $motion } ({ $yes } Ja, { $no } Nein)
l-council-approved = der Rat nahm Antrag { $motion } an
l-council-turned-down = der Rat lehnte Antrag { $motion } ab
l-council-executed = der Beschluss von Antrag { $motion } wurde ausgeführt
l-council-closed = die Abstimmung über Antrag { $motion } endete mit { $yes } Ja, { $no } Nein
l-council-scheduled = Beschluss { $n } des Rats kann ab Block { $block } ausgeführt werden, wenn ihn niemand aufhält
l-council-stopped = ein Drittel des Rats hielt Beschluss { $n } auf
l-council-enacted = Beschluss { $n } des Rats wurde ausgeführt
l-council-lapsed = Beschluss { $n } des Rats verfiel
l-paused = die Akten waren bis Block { $block } angehalten
l-event-patient-wish = Wunsch des Patienten
l-event-upload-error = irrtümlich hochgeladen
l-event-retention-over = Aufbewahrung abgelaufen
l-event-legal-order = Anordnung einer Behörde

## Zeremonien auf der Kette.
l-ceremony-answer = eine Beschwerde beantworten
l-ceremony-join = teilnehmen
l-ceremony-deal = Anteile verteilen
l-ceremony-certify = prüfen und beglaubigen
l-ceremony-handover = den Schlüssel übergeben
l-ceremony-activate = das Gremium einsetzen lassen
l-event-ceremony-joined = Verwaltende { $index } nehmen an der Zeremonie für Gremium { $committee } teil
l-event-ceremony-dealt = Verwaltende { $index } verteilten Anteile in der Zeremonie für Gremium { $committee }
l-event-ceremony-certified = Verwaltende { $index } beglaubigten in der Zeremonie für Gremium { $committee }
l-event-ceremony-handed = Verwaltende { $index } übergaben den Schlüssel in der Zeremonie für Gremium { $committee }
l-event-ceremony-opened = eine Zeremonie für Gremium { $committee } begann, Epoche { $epoch }, Versuch { $attempt }: alle nehmen teil, bis { $date }
l-event-ceremony-opened-moment = eine Zeremonie für Gremium { $committee } begann, Epoche { $epoch }, Versuch { $attempt }: alle nehmen teil, bis Zeitpunkt { $moment }
l-event-ceremony-stage = in der Zeremonie für Gremium { $committee } gilt: { $stageSaid }, bis { $date }
l-event-ceremony-stage-moment = in der Zeremonie für Gremium { $committee } gilt: { $stageSaid }, bis Zeitpunkt { $moment }
l-ceremony-stage-deal = die Verteilenden verteilen Anteile
l-ceremony-stage-certify = alle beglaubigen
l-ceremony-stage-handover = die Verteilenden übergeben den Schlüssel
l-ceremony-stage-ready = jeder kann das Gremium einsetzen lassen
l-event-ceremony-complained = Verwaltende { $accuser } sagen in der Zeremonie für Gremium { $committee }, dass der Anteil von Verwaltenden { $index } nicht passt; die Antwort ist fällig bis { $date }
l-event-ceremony-complained-moment = Verwaltende { $accuser } sagen in der Zeremonie für Gremium { $committee }, dass der Anteil von Verwaltenden { $index } nicht passt; die Antwort ist fällig bis Zeitpunkt { $moment }
l-event-ceremony-answered = Verwaltende { $index } veröffentlichten in der Zeremonie für Gremium { $committee }, was Verwaltende { $accuser } bekamen
l-ceremony-silent = von Verwaltenden { $index } kam nichts rechtzeitig
l-ceremony-not-set = das Gremium war vollständig, und niemand ließ es rechtzeitig einsetzen
l-ceremony-refused = Verwaltende { $index } beantworteten die Beschwerde von Verwaltenden { $accuser } nicht
l-ceremony-falsely = Verwaltende { $index } beschwerten sich zu Unrecht
l-ceremony-too-many = zu viele beschwerten sich über Verwaltende { $index }; niemandem ist das anzulasten
l-ceremony-left = Verwaltende { $index } gingen
l-event-ceremony-ended = Versuch { $attempt } der Zeremonie für Gremium { $committee } endete: { $whySaid }
l-ceremony-set = das Gremium ist eingesetzt
l-ask-join = Sind das die Verwaltenden, verglichen mit Ihrem Verzeichnis, und gehören Sie dazu?
l-ask-deal = Hat Ihre Organisation das beschlossen, verglichen mit Ihrem Verzeichnis? Diese Personen können zusammen jede Akte des Gremiums öffnen.
l-ask-certify = Haben Ihnen alle anderen denselben Fingerabdruck vorgelesen?
l-ask-handover = Den Schlüssel des Gremiums an sie übergeben? Sie alle haben beglaubigt, dass sie ihre Anteile haben.
l-ask-answer = { $accuser } unterschrieb, dass der von Ihnen verteilte Anteil nicht passt. Ihre Antwort veröffentlicht ihn, und alle rechnen nach, ob er stimmt; ohne Antwort liegt es an Ihnen. { $same } antworten?
l-ask-expire = Die Zeit ist um, und jemand hat das Fällige nicht getan. Den Versuch beenden?
l-ask-new = Sie nahmen an Versuch { $older } teil, der laut Ihrem Knoten beendet ist. Stattdessen an Versuch { $attempt } teilnehmen? Ihre Geheimnisse des früheren werden gelöscht; ein Anteil, den Sie beglaubigt haben, bleibt.
l-ask-leave = Versuch { $attempt } für alle beenden, mit Ihrem Namen? Ihre Geheimnisse dazu werden gelöscht. Ein Anteil, den Sie beglaubigt haben, bleibt: Dass das Gremium nicht eingesetzt ist, sagt nur Ihr Knoten.
l-did-join = Sie nehmen teil.
l-did-deal = Sie haben Anteile verteilt.
l-did-certify = Sie haben beglaubigt.
l-did-handover = Sie haben den Schlüssel übergeben.
l-did-complain = Sie haben sich beschwert: Die verteilende Person muss antworten.
l-did-answer = Sie haben geantwortet.
l-did-activate = Das Gremium ist eingesetzt.
l-did-expire = Der Versuch ist beendet.
l-did-new = Sie haben den früheren Versuch verlassen.
l-change-leaves = { $who } geht.
l-change-leave = { $who } gehen.
l-change-comes = { $who } kommt.
l-change-come = { $who } kommen.
l-change-stays = { $who } bleibt.
l-change-stay = { $who } bleiben.
l-change-same = Die Regel bleibt: { $k } von { $n } geben frei.
l-change-rule = Die Regel ändert sich: { $k } von { $n } gaben frei, künftig { $newK } von { $newN }.

## Notfälle.
l-emergency-fact = NOTFALL
l-emergency-role = Notfallbehandelnde
l-emergency-glass = Notzugriff
l-emergency-test = eine Übung
l-emergency-scope-key = anstelle der Einwilligung; die Verwaltenden entscheiden weiterhin
l-emergency-scope-both = die ganze Akte, ohne die Verwaltenden
l-emergency-from = { $scopeSaid }; angefragt aus Einrichtung { $facility }
l-emergency-consent = nicht nötig: das Notfallgremium steht für die Patientin oder den Patienten ein
l-event-facility = { $who } gehört zu Einrichtung { $facility }
l-event-facility-none = { $who } gehört zu keiner Einrichtung
l-event-emergency-directive = { $patient } legte fest, was im Notfall geöffnet werden darf
l-event-emergency-directive-none = { $patient } lässt niemanden mehr Akten für den Notfall hinterlegen
l-event-emergency-key = { $maker } lässt das Notfallgremium { $committee } Akte { $record } von { $patient } öffnen: anstelle der Einwilligung; die Verwaltenden entscheiden weiterhin
l-event-emergency-both = { $maker } lässt das Notfallgremium { $committee } Akte { $record } von { $patient } öffnen: die ganze Akte, ohne die Verwaltenden
l-event-emergency-removed = { $patient } lässt niemanden mehr Akte { $record } im Notfall öffnen
l-event-emergency-asked = NOTFALL: { $requester } aus Einrichtung { $facility } fragte beim Notfallgremium { $committee } Akte { $record } von { $patient } an (Anfrage { $request }). Zweck: { $purposeSaid }
l-event-glass-broken = NOTFALL: Akte { $record } von { $patient } wurde durch Anfrage { $request } für { $requester } geöffnet. Zweck: { $purposeSaid }. Zu prüfen bis { $date }
l-event-glass-broken-moment = NOTFALL: Akte { $record } von { $patient } wurde durch Anfrage { $request } für { $requester } geöffnet. Zweck: { $purposeSaid }. Zu prüfen bis Zeitpunkt { $moment }
l-event-statement = { $requester } begründete den Notfallzugriff { $request }
l-event-review-justified = { $admin } fand den Notfallzugriff { $request } berechtigt
l-event-review-unjustified = { $admin } fand den Notfallzugriff { $request } unberechtigt
l-event-glass-justified = der Notfallzugriff { $request } von { $requester } auf Akte { $record } von { $patient } wurde für berechtigt befunden
l-event-glass-unjustified = der Notfallzugriff { $request } von { $requester } auf Akte { $record } von { $patient } wurde für unberechtigt befunden
l-event-suspended-unjustified = { $who } darf nicht mehr im Notfall zugreifen: der Zugriff war unberechtigt ({ $request })
l-event-suspended-overdue = { $who } darf nicht mehr im Notfall zugreifen: der Zugriff wurde nicht rechtzeitig geprüft ({ $request })
l-event-reinstated = { $who } darf wieder im Notfall zugreifen
