# What jobs do, and what they come to, in English.

## What is done, as the title of a job.
do-audit = Find out who looked
do-audit-save = Save who looked
do-audit-verify = Check an export
do-receipt-verify = Check a receipt
do-vote = Vote on motion { $motion }
do-end-vote = End the vote on motion { $motion }
do-enact = Carry out decision { $decision }
do-stop-decision = Propose to stop decision { $decision }
do-propose-role = Propose a role for { $who }
do-ceremony = A step of the ceremony for committee { $committee }
do-leave-ceremony = End the ceremony for committee { $committee }
do-health = See whose shares of committee { $committee } are there
do-approve =
    Approve { $count ->
        [one] { $count } request
       *[other] { $count } requests
    }
do-reject = Reject request { $request }
do-backup = Save a backup
do-rotate = A new CSP key
do-restore-key = Restore a key from its words
do-account = Make an account for a facility
do-find-accounts = Find your accounts
do-store-health = Check the health of the store
do-register = Publish your keys
do-write-keys = Write your keys into a file
do-enrol = Enrol a patient
do-consent = Consent to request { $request }
do-deny = Deny request { $request }
do-close = Close request { $request }
do-download = Download request { $request }
do-look = Open request { $request }
do-future = Say what may be listed
do-acknowledge = Acknowledge record { $record }
do-suspend = Close a record to requests
do-resume = Open a record to requests
do-searchable = Say whether a record may be found
do-ask = Ask for record { $record }
do-refuse = Refuse record { $record }
do-erase = Erase record { $record }
do-correction = Say who may correct a record
do-keep = Stop the erasure of record { $record }
do-hold = Keep record { $record } from being erased
do-lift = Lift the hold of record { $record }
do-synchronize = Fetch the catalogues
do-upload = Upload { $name }
do-publish = Publish the catalogue
do-policy-import = Take in a standing answer
do-policy-remove = Forget standing answer { $policy }
do-policy-export = Save standing answer { $policy }
do-emergency-future = Say what may be added for an emergency
do-emergency-allow =
    Allow { $count ->
        [one] { $count } record
       *[other] { $count } records
    } for an emergency
do-emergency-remove = Take record { $record } back from emergencies
do-break-glass = Break the glass for record { $record }
do-emergency-explain = Explain emergency access { $request }
do-emergency-review = Review emergency access { $request }
do-emergency-enforce = Have emergency access { $request } punished

## What came of it.
said-acknowledged = Acknowledged record { $record }: your CSP key opens it.
said-acknowledged-corrects = Acknowledged record { $record }: your CSP key opens it; it takes the place of record { $older }.
said-suspended = Record { $record } takes no requests now.
said-resumed = Record { $record } takes requests again.
said-refused = Refused record { $record }: { $reason }. Everybody who keeps its file should remove it.
said-searchable = Record { $record } may be found by its disease, from its uploader's next publication on.
said-not-searchable = Record { $record } may no longer be found by its disease.
said-future = Facilities may list what they upload about you from now on.
said-no-future = Facilities may no longer list what they upload about you; what is listed stays listed.
said-erasure-scheduled = Record { $record } is to be erased { $until }. Until then it can be stopped.
said-erasure-hold = A legal hold keeps record { $record }: it takes no requests any more, and the hold ends { $until }.
said-erasure-taken = The chain has taken it. Record { $record } is still there: its page says what it waits for.
said-erased =
    Erased record { $record }: { $count ->
        [one] { $count } object
       *[other] { $count } objects
    } removed from the store.
said-kept = Record { $record } is not erased.
said-held = Record { $record } is kept from being erased: the hold ends { $until }.
said-lifted = Nothing keeps record { $record } from being erased any more.
said-correction = { $who } may correct record { $record }.
said-no-correction = Nobody but its uploader may correct record { $record } now.
said-asked = Asked for record { $record } as request { $request }.
said-closed = Closed request { $request }; its deposit is back with the requester.
said-sentence = { $words }.
said-approved =
    Approved { $count ->
        [one] { $count } request
       *[other] { $count } requests
    }.
said-consented = Consented to request { $request }.
said-denied = Denied consent to request { $request }: it is over.
said-no-catalogues = No facility has published a catalogue.
said-catalogues =
    { $usable } of { $count ->
        [one] { $count } catalogue
       *[other] { $count } catalogues
    } can be searched.
catalogue = Catalogue
catalogue-fresh =
    { $facility }: { $entries ->
        [one] { $entries } entry
       *[other] { $entries } entries
    }, published { $age } ago
catalogue-trouble = { $facility }: { $why }
said-published =
    Published catalogue { $number }: { $records ->
        [one] { $records } record
       *[other] { $records } records
    }, for { $readers ->
        [one] { $readers } reader
       *[other] { $readers } readers
    }.
publish-came = May search it from now on
publish-went = May search it no longer
said-voted-for = Voted for motion { $motion }.
said-voted-against = Voted against motion { $motion }.
said-vote-scheduled = Ended the vote on motion { $motion }: the decision waits until it can be carried out.
said-vote-executed = Ended the vote on motion { $motion }: it was carried out.
said-vote-lost = Ended the vote on motion { $motion }: it did not pass.
said-proposed = Proposed as motion { $motion }; the council votes on it.
said-proposed-elsewhere = The proposal is on the chain; the council votes on it, where it takes further votes.
said-decided = Decided at once: no further vote is needed.
said-enacted = Carried out decision { $decision }.
said-key-restored = The CSP key is restored as version { $version }.
said-former-restored = The CSP key is restored: it opens the records of the account in whose place you act.
said-ceremony-left = You left, and the attempt is over.
said-ceremony-over = The attempt was over already.
ceremony-safe = Your share is in the keystore, and nowhere else. Put it into a safe now: `medquorum committee backup-share`.
said-health = Committee { $committee } survives the loss of a share, by what is known.
said-health-risk = Committee { $committee }: one more lost share may be fatal. Ask the others for signs of life, or hold a drill.
health-set = This epoch was set
health-set-before = before block { $block }, the first that was looked at
health-confirmed = Confirmed shares
health-confirmed-words = { $confirmed } of { $n }, since block { $block }
health-survives = Survives
health-unknown = unknown: fewer than { $k } shares are confirmed; { $best } if all are there
health-known = { $now }, by what is confirmed; { $best } if all are there
health-never = never
health-confirmed-line = { $name } ({ $index }): confirmed. Approved: { $approved }. Rejected: { $rejected }. Drill: { $drilled }.
health-unconfirmed-line = { $name } ({ $index }): not confirmed. Approved: { $approved }. Rejected: { $rejected }. Drill: { $drilled }.
health-losses =
    { $count ->
        [0] no lost share
        [one] { $count } lost share
       *[other] { $count } lost shares
    }
said-registered = Your keys are on the chain: records can be sealed to you.
said-keys-written = Your keys are in a file. Give it to your hospital, and read it this fingerprint when it asks.
said-enrolled = Enrolled { $name }.
said-account-made = Your keys for { $facility } are in a file. Give it to that facility alone, and read it this fingerprint when it asks.
said-no-accounts = The chain has no account that the keys here make for a facility.
said-accounts-found =
    Found { $count ->
        [one] { $count } account
       *[other] { $count } accounts
    }; { $new } new here.
said-store-sound = All { $objects } that records need lie on { $hosts }.
said-store-surplus = `medquorum store repair` removes what no record needs.
said-store-lacks = { $lacking } of { $objects } are damaged, lie on fewer than { $hosts }, or not on the own one.
said-store-empty = No record was uploaded from here.
store-objects =
    { $count ->
        [one] { $count } object
       *[other] { $count } objects
    }
store-hosts =
    { $count ->
        [one] { $count } host
       *[other] { $count } hosts
    }
store-repair = `medquorum store repair` brings back what another host has; the rest comes from a backup, or is uploaded again.
store-line = { $record }, { $part }: { $host }: { $state }
store-line-remark = { $record } ({ $remark }), { $part }: { $host }: { $state }
store-left =
    { $count ->
        [one] { $count } more line
       *[other] { $count } more lines
    }: `medquorum store status` shows all.
store-header = header
store-file = file
store-read = read
store-pinned = pinned
store-lost = pinned, but its blocks are gone
store-damaged = damaged: { $why }
store-unpinned = there, but not pinned
store-missing = missing
store-unreachable = does not answer: { $why }
store-erased = erased
store-erased-elsewhere = erased by others
store-not-shown = this node does not show it
store-waiting = not on the chain yet
store-stopped = stopped, can be resumed
store-abandoned = never registered
said-rotated = CSP key version { $version } is published. Write its words down; older records stay with the older key.
said-backed-up = Saved. The files are encrypted as they are here: keep them on another disk, and the passphrase elsewhere.
said-looked = Opened with both keys, and checked. It is in memory alone, and gone when the portal locks.
said-downloaded = Opened with both keys, checked whole, and saved.
folder = Folder
files = Files
download-listed = The search showed it under { $listed }, and its own description says { $told }: tell the facility that lists it.
said-uploaded = Encrypted, stored and registered.
said-policy-imported = Standing answer { $policy } counts from now on.
said-policy-removed = Standing answer { $policy } no longer counts. Copy the changed file to every other machine that answers by it.
said-emergency-future = Facilities may add for emergency committee { $committee } from now on: { $scope }.
said-emergency-no-future = Facilities may add nothing of yours for an emergency any more.
said-emergency-allowed = Record { $record } can be opened in an emergency.
said-emergency-allowed-many =
    { $count ->
        [one] { $count } record
       *[other] { $count } records
    } can be opened in an emergency.
said-emergency-removed = Record { $record } cannot be opened in an emergency any more.
said-glass-asked = Asked for record { $record } in an emergency.
said-glass-broken = The glass is broken: record { $record } is open, checked, and in memory alone. It is gone when the portal locks.
said-glass-saved = The glass is broken: record { $record } is open, checked and saved.
said-emergency-explained = The statement is sealed to those who review it.
said-emergency-explained-but = The statement is sealed to those who review it. { $names } cannot read it: no keys of theirs are on the chain.
said-emergency-justified = Found emergency access { $request } justified.
said-emergency-unjustified = Found emergency access { $request } unjustified.
said-emergency-enforced = Who made the emergency access { $request } may break no glass any more.
in-block = In block
fee = Fee
stored = Stored
stored-bytes =
    { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }, encrypted
resumed = Resumed
resumed-bytes =
    { $count ->
        [one] { $count } byte was
       *[other] { $count } bytes were
    } in the store already
corrects = Corrects
corrects-record = record { $record }, once the patient acknowledges it
request-closed = closed, and its one-time key forgotten
request-not-closed-why = it could not be closed: { $why }
request-not-closed = not closed
series-number = { $modality } series { $number }
series-unnamed = { $modality } without a name

## Where to go next.
see-record = See the record
see-request = See the request
see-records = See your records
see-accounts = See your accounts
see-receipt = See the receipt
see-requests = See your requests
see-decide = See what else waits
see-council = See the council
see-ceremony = See what is next
back-to-committee = Back to the committees
back-to-policies = Back to the standing answers
see-emergencies = See the emergencies
emergency-see = See the record in an emergency
see-it = See it
to-search = Search
back-to-uploads = Back to uploads
back-to-keys = Back to your keys
enrol-another = Enrol another
enrol-card = Card for the patient
