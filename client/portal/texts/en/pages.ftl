# What the pages say, in English. docs/portal.md, Languages, says how the four files of a language are used.

## Around every page.
skip-to-content = To the content
node-away = node away
node-behind = node behind
at-block = block { $block }
lock = Lock
pages = Pages
the-node = The node
language = Language
development-note = Development chain: its secrets are public. Put no real patient's data in it.
next = Next:
to-the-start = To the start
go-on = Go on
back = Back
done = Done
not-shown = This page cannot be shown
not-done = This cannot be done
sign-elsewhere = Sign elsewhere
save-to = Save to this folder of this machine
named = The disk of that folder keeps no file without a name
named-yes = Write to a hidden temporary file there (--allow-named-temporary): one that is cut off leaves it behind, readable by you alone, until the next download to the same folder
save = Save
why = Why
type-to-confirm = Type { $word } to confirm
command-line = What the command line does
for-this = For
type-this = Type

## Names of pages.
tab-start = Start
tab-decide = Decide
tab-records = Records
tab-search = Search
tab-requests = Requests
tab-emergencies = Emergencies
tab-upload = Upload
tab-enrol = Enrol
tab-audit = Audit
tab-history = History
tab-committee = Committee
tab-council = Council
tab-contacts = Contacts
tab-jobs = Jobs
tab-keys = Keys
tab-settings = Settings

## Coming in.
not-let-in = This browser was not let in
let-in-once = The portal lets one browser in, by a link that holds once.
let-in-how = Type `medquorum portal` again on this machine: it opens a new link to the portal that runs.
welcome = Welcome
unlock = Unlock
unlock-passphrase = Passphrase of the keystore
unlock-password = Password of the account { $account }, if it is another
account = Account
chain = Chain
node = Node
chain-development = { $chain } (development)

## Start.
waits-for-you = What waits for you ({ $count })
nothing-waits = Nothing waits for you.
news = Something new waits for you: <a>show it</a>
others-must-act = Others must act
node-store-keys = Node, store, keys
what-happened = What happened
see-what-happened = See what happened
card-request = { $requester } asks for record { $record } of { $patient }
card-gone = somebody whose record is gone
card-detail = For { $purpose }. { $left } left. Who must act: { $waiting }
act-decide = Decide
act-consent = Say yes or no
act-open = Open it
act-close = Close it
act-see = See it
act-acknowledge = Look and acknowledge
act-ceremony = Look and take part
card-erasure = Record { $record } is to be erased
card-new = Record { $record } is new
card-emergency = EMERGENCY: { $requester } opened record { $record }
card-ceremony = A ceremony for committee { $committee } waits for you
card-ceremony-why = You are to { $due }, within { $left }.
card-emergency-why = For { $purpose }, without { $patient }. It has to be reviewed.
card-about = About { $patient }, uploaded by { $uploader }
card-words = Your 24 words were not asked back yet
card-words-why = Without them your records are lost with this machine.
card-words-act = Write them down
card-publish = Your keys are not on the chain
card-publish-why = Until they are, no record can be sealed to you, and you can open none.
card-trust = No committee is trusted on this machine
card-trust-why = You can upload once you have compared the fingerprint of one with your organisation.
publish-them = Publish them

## What happened.
history-blocks = What the chain tells of the blocks { $from } to { $to }, the newest first.
earlier = Earlier
nothing-happened = Nothing happened in the last blocks.

## Audit.
audit-what = Who asked for records that concern you, who decided, and who opened them: read from the events of the chain, and told with their times.
audit-find = Find out who looked
audit-filter = Only some of it
audit-record = Record, by its first digits
audit-person = Person
audit-kind = What happened there
audit-since = From this day on
audit-until = Up to this day
audit-filter-hint = Days are those of UTC. What is saved below is not filtered.
audit-kind-opened = somebody could open it from then on
audit-kind-asked = somebody asked
audit-kind-answered = somebody answered
audit-kind-ended = a request ended
audit-kind-records = something was done with a record
audit-kind-emergency = an emergency
audit-kind-rest = anything else
audit-command = Other accounts, and a period and names in files, are chosen on the command line: `medquorum audit --help`.
audit-found =
    Found { $count ->
        [one] { $count } entry
       *[other] { $count } entries
    }, the newest first.
audit-found-some =
    { $count ->
        [one] { $count } of { $all } entries fits
       *[other] { $count } of { $all } entries fit
    }, the newest first.
audit-save = Save it
audit-html = a page for people
audit-csv = a table for spreadsheets
audit-fhir = FHIR AuditEvents, for programs
audit-export = a file with proofs, so that others need not believe you
audit-saved =
    Saved { $count ->
        [one] { $count } entry
       *[other] { $count } entries
    }, with addresses and without names.
audit-verify = Check what somebody else has exported
audit-verify-what = Every entry is checked by its proof, on this machine.
audit-path = The export on this machine, with its whole path
audit-pin = Hash of the block at its top, as somebody you trust gave it to you; may be left empty
audit-ask-node = Ask my node whether that block is one of its chain
audit-check = Check it
audit-holds =
    It holds: { $count ->
        [one] { $count } entry
       *[other] { $count } entries
    }, the newest first.
audit-top = Block at the top
audit-top-pin = Block { $block } is the one that you named.
audit-top-node = Block { $block } is one of your node's finalized chain.
audit-top-both = Block { $block } is the one that you named, and one of your node's finalized chain.
audit-top-nobody = Nothing here shows that block { $block } is the chain's own. Give its hash from somebody you trust, or have the node asked.
audit-unshown =
    It does not show the patients of { $count ->
        [one] { $count } record
       *[other] { $count } records
    } that were registered before it begins.
audit-read-from = Read from
audit-line = { $when }: { $what }
audit-line-undated = at an unknown time: { $what }

## Numbers and times.
date = { $year }-{ $month }-{ $day } { $time } UTC

## Records.
records-find = Ask for a record by its id
records-find-any = Find a record by its id
records-find-button = Find
records-none = There are no records here yet.
records-none-upload = Upload one.
records-none-patient = A record appears here when a hospital uploads one about you.
records-noted = Only your facility's uploads from this machine are listed; `medquorum records --uploader` lists all.
records-filter = Show only some of them
records-text = Words of a name
records-year = Registered in the year
records-filter-hint = Diseases are codes such as E11, or words. A file's name and its disease are known where it was uploaded from here; a disease also where a search found it.
records-filter-none = Show all
records-none-fit = No record fits.
records-fit =
    { $count ->
        [one] { $count } record fits.
       *[other] { $count } records fit.
    }
records-fit-page = Page { $page } of { $pages }.
filter = Filter
any = any
records-all =
    { $count ->
        [one] { $count } record
       *[other] { $count } records
    } in all.
records-page =
    { $count ->
        [one] { $count } record
       *[other] { $count } records
    } in all, page { $page } of { $pages }.
record = Record
file = File
patient = Patient
uploaded-by = Uploaded by
registered = Registered
status = Status
requests = Requests
newer = Newer
older = Older
future = What is uploaded about you from now on
future-ask = May facilities list it, so that those who treat you find it by its disease?
future-yes = They may
future-no = They may not
file-unknown = known to who opens it
to-be-erased = { $status }; to be erased { $when }
record-title = Record { $record }
record-corrects = It corrects <a>an older version</a>.
record-replaced = A <a>newer version</a> has taken its place.
record-who-asked = Who asked
record-who-opened = Who opened it
record-nobody-opens = Nobody can open it now.
record-opens = <a>{ $who }</a> can open it now.
record-opened-what = The chain shows who could open it, and from when on. Opening it leaves no trace there.
record-opened-audit = See who could open it so far
record-ask = Ask for it
ask = Ask
record-yours = Your record
record-acknowledge-what = Your keys are tried on it, then the chain is told that it is yours.
record-acknowledge-corrects = It takes the place of <a>the record it corrects</a>, which takes no requests from then on.
record-acknowledge-ask = It takes the place of record { $record } for good, and requests for that one end. Acknowledge it?
acknowledge = Acknowledge
record-refuse = Refuse it
record-refuse-what = Nobody will be able to open it, and its uploader loses a part of the deposit.
record-refuse-button = Refuse for good
record-resume = Take requests again
record-suspend = Take no requests
record-not-searchable = May no longer be found by disease
record-searchable = May be found by disease
record-code = Hand over its CSP code
record-code-what = The code is your consent outside the chain: somebody who has it needs only the administrators' approvals. It cannot be taken back.
record-code-button = Show the code
record-correction = Let another facility correct it
record-correction-who = Who may upload a corrected record, besides its uploader
record-correction-button = Allow it
record-correction-none = Nobody but its uploader
record-correct = Upload a corrected one
record-end = The end of this record
record-waits = It is to be erased.
record-keep = Stop the erasure
record-finish = Carry the erasure out
record-finish-what = Erase record { $record } for good? Nobody will be able to open it again.
record-finish-button = Carry it out
record-hold = Keep it from being erased
record-hold-again = Place another hold in place of this one
record-hold-what = As a data protection officer: until then nobody can have it erased. If its patient wants it erased, that waits, and the record takes no requests.
record-hold-until = Last day of the hold
record-hold-button = Place the hold
record-lift = Lift the legal hold
record-lift-what = Nothing keeps record { $record } from being erased then: an erasure that is due can take place at once. Lift the hold?
record-lift-button = Lift it
record-erase = Erase it
record-erase-patient = It goes at once and for good. Nobody will be able to open it again.
record-erase-patient-older = It goes at once and for good, with the older versions { $older }. Nobody will be able to open it again.
record-erase-other = It goes after some days, unless its patient, a data protection officer, the council or you stop it.
record-erase-button = Erase
code-what = This code opens this record, together with the administrators' approval, and no other record. Give it to the requester alone.
code-picture = The same code as a QR picture
code-title = CSP code of record { $record }

## The receipt of an erasure.
receipt-title = Receipt: record { $record } is erased
receipt-complete = every host has attested
receipt-incomplete = not every host has attested yet
receipt-keep = Keep it
receipt-as = As
receipt-html = a page for people, which prints on one sheet
receipt-json = a file with the hosts' signatures and the proofs, for programs
receipt-verify = Check the receipt of an erasure
receipt-path = The receipt on this machine, the file for programs, with its whole path
receipt-line = { $word }: { $meaning }
receipt-holds = Every signature and proof in it holds.
receipt-signed = { $host } signed, for this network, that nothing of this record is left there.
receipt-unsigned = There is no signature of { $host } here: only the writer of this receipt says that it attested.
receipt-proven = It is proven that the record was erased, and that each attestation stands on the chain that leads to block { $block } ({ $hash }). To know whether that is the network's own chain, ask somebody you trust for the hash of that block.
receipt-proven-pin = It is proven that the record was erased, and that each attestation stands on the chain that leads to block { $block } ({ $hash }), which is the one that you named.
receipt-unproven = This receipt has no proofs of its blocks: only its writer says who erased the record and when.
receipt-word = Only the writer of this receipt says who has not attested; `medquorum receipt` asks the chain.
receipt-save = Save a receipt
receipt-back = Back to the receipt

## Requests.
request = Request
asked-by = Asked by
record-of = Record of
time-left = Time left
who-must-act = Who must act
gone = gone
requests-none = There are no requests that concern you.
requests-search = Search for a record.
purpose = What for; administrators and patient decide by it
request-title = Request { $request }
request-way = The way of this request
rung-asked = Asked
rung-approvals = Approvals
rung-consent = Consent
rung-opening = Opening
rung-closing = Closing
state-done = done
state-now = now
state-later = later
state-stopped = stopped
state-unreached = not reached
rung-waits = { $words }. Waits for { $people }
request-decide = You decide
request-decide-button = Look at it and decide
request-consent = You decide, as the patient
request-yes = Yes, I consent
request-no = No
request-no-what = A no is for good: the request is over then.
request-untrusted = Committee { $committee } was not compared on this machine: only the node says that it is the right one. <a>Compare it once</a>.
request-open = Open it
request-look-what = It is opened in memory only: nothing is written, the request stays open, and the file is gone when the portal locks.
request-look-code = I have a CSP code from the patient, and want to look
request-look-code-label = CSP code for looking
look-at-it = Look at it
request-download-what = Saved whole, after which the request is closed.
request-unpack = If it is a study: save its files in a folder of their own, in place of the one file
request-download-elsewhere = Only the call that closes the request is signed elsewhere; the file is saved before that.
request-code = I have a CSP code from the patient
request-code-label = CSP code, in place of the consent
download = Download
request-close-what = Closing ends the request and returns its deposit.
request-close-approved = Its administrators have approved it. Closed, it is lost: nobody opens the record by it any more. Close it?
request-close = Close the request
request-facts = What the chain knows
the-record = The record
the-request = The request

## Deciding.
decide-none = No request waits for your answer.
decide-choose = Choose
decide-choose-one = Request { $request } of { $requester }
decide-look = Look at what is chosen
decide-sign = What you sign
decide-checked = This is what you sign. Each was checked on this machine: the committee, the capsule, and the requester's signature.
decide-before = Asked before by the same account, and still on the chain:
decide-before-line = request { $request } for record { $record }, for { $purpose }
decide-cannot = Request { $request } cannot be approved: { $cause }
approve = Approve
approve-all = Approve all { $count }
reject-it = Reject it
reject = Reject
decide-role = Who asks is registered as: { $role }.
decide-untrusted = Committee { $committee } is not trusted here: `medquorum committee trust { $committee }` has you compare it once.
decide-share-last = Your approval is a share of this record's key, for this request alone, sealed to { $requester }. It is the last one that is needed.
decide-share =
    Your approval is a share of this record's key, for this request alone, sealed to { $requester }. After it, { $more ->
        [one] { $more } approval
       *[other] { $more } approvals
    } more needed.

## Search.
search-disease = Disease, in words or as ICD-10 codes
search-disease-hint = Such as diabetes, or E08-E13.
search-since = Not before
search-until = Not after
search-modality = What it is
search-modality-hint = DICOM modalities such as CT, or kinds of documents such as LETTER; several with spaces between them.
search-limit = How many, the newest first
search-exact = Leave out entries that name only a whole chapter, as those of rare diseases do
search-facilities = Only from these facilities; from all, if none is chosen
search = Search
search-private = The search reads what this machine holds. It sends nothing: neither chain nor store learn what you look for.
facility = Facility
disease = Disease
when = When
what = What
search-ask = Ask for { $record }
search-ask-facility = Ask the facility
search-listed = Listed
search-ago = { $age } ago
search-catalogues = Catalogues on this machine
search-fetch = Fetch the newest
search-held-none = There are none yet.
search-held =
    { $count ->
        [one] { $count } catalogue
       *[other] { $count } catalogues
    }, fetched { $age } ago.
search-found =
    Found { $count ->
        [one] { $count } record
       *[other] { $count } records
    } under { $what }
search-diseases =
    { $count ->
        [one] { $count } disease
       *[other] { $count } diseases
    }
search-more =
    { $count ->
        [one] { $count } older one is
       *[other] { $count } older ones are
    } not shown.
search-not-searched = Not searched: the catalogue of { $facility }: { $why }

## Upload.
upload-corrects = This corrects <a>a record that is there</a>. Its patient acknowledges the new one; then it takes the other's place.
upload-paths = File or folder on this machine; several, one in each line
upload-paths-hint = The whole path, such as { $home }/scan.dcm. A folder becomes one record. Copies are encrypted; the files themselves stay as they are.
upload-patient = Whose record it is
upload-name = Name that the requester will see; the file's if left empty
upload-disease = Diagnoses, in words or as ICD-10 codes; encrypted with the file
upload-disease-hint = Codes with commas between them, such as E11.9, J45. If several have the words, you choose from a list.
upload-several = Several diagnoses have these words. Choose those that are meant, then upload.
upload-several-more = There are more: another word leads to fewer.
upload-date = Day of the examination
upload-committee = Committee that is to hold the record's key
upload-no-committee = No committee was compared on this machine, and an upload needs one that is trusted here. <a>Compare and trust one</a>, with the number your organisation uses.
upload-searchable = List it for those who search. Its patient must have allowed that.
upload-button = Upload
unfinished = Uploads that did not end
unfinished-resumes = Its encrypted copy is complete: the same form resumes where it stopped.
unfinished-begins = The same form begins it from the beginning.
unfinished-asks-resumes = Its encrypted copy is complete. Give files, patient, diagnoses and day as they were: then it resumes where it stopped.
unfinished-asks = Give files and patient again: it begins from the beginning.
unfinished-fill = Fill in its form
unfinished-fill-named = Fill in the form of { $name }
upload-left =
    { $count ->
        [one] { $count } earlier upload
       *[other] { $count } earlier uploads
    } did not end. An upload of the same files resumes where it stopped; `medquorum erase --unfinished` removes what is left of them.
upload-catalogue = Your catalogue
upload-catalogue-what = It is sealed to the readers whom the council named. A record that may be found is in it after the next publication.
upload-publish = Publish it now
upload-publish-sure = Publish what may be found of my records to all readers
upload-publish-shrink = It may list far fewer records than before, or none
upload-publish-here = It is signed here alone: your account signs the lists themselves, and a wallet signs calls only.

## Choosing a file or a folder.
choose-files = Choose files or a folder
choose-file = Choose a file
choose-folder = Choose a folder
choose-files-what = Check files, then take them; or open a folder, then take it whole. Nothing is read before you send the form.
choose-file-what = Open folders by their names. The name of a file takes it, and leads back to the form.
choose-folder-what = Open folders by their names. Once you are in the right one, take it.
choose-retype = Passphrases, words and codes are not kept meanwhile: type them again in the form.
choose-places = Places
choose-steps = This folder
choose-home = Own folder
choose-documents = Documents
choose-downloads = Downloads
choose-desktop = Desktop
choose-drive = Drive { $name }
choose-machine = This machine
choose-up = One folder up
choose-here = Take this folder
choose-show = Show names that begin with a dot ({ $count })
choose-hide = Hide names that begin with a dot
choose-table = Files and folders
choose-name = Name
choose-kind = What it is
choose-changed = Changed
choose-a-folder = Folder
choose-link = (a link)
choose-special = neither a file nor a folder
choose-lost = leads nowhere, or may not be looked at
choose-odd = cannot be chosen: its path has signs that cannot be shown. Give it another name first
choose-empty = There is nothing here.
choose-more = There is more here than is shown. Type the path into the form, or put the file into a smaller folder.
choose-take = Take what is checked
choose-page = Page { $page } of { $pages }
choose-before = Page before
choose-after = Next page
choose-cancel = Back to the form

## Contacts.
contacts-own = Your own address, for others to write down:
contacts-none = There are no contacts yet. Pages show a contact's name in place of an address.
contacts-change = Change
contacts-new-name = New name of { $name }
contacts-rename = Rename
contacts-remove = Remove { $name }
contacts-add = Add one
contacts-name = Name
contacts-address = Address of the account, as its owner gave it to you
contacts-add-button = Add

## Council.
council-motions = Motions that are open
council-no-motions = The council has no open motions.
council-motion = Motion { $index }: { $what }
council-motion-detail = Proposed by { $by }. { $yes } for, { $no } against, { $needed } needed. Hash { $hash }.
council-unknown = This program cannot tell what this motion does. If you vote for it, you sign something unread. Compare the hash with its proposer, or look at it in Polkadot.js.
council-unknown-typed = Type { $word } to vote for it all the same
council-yes = Vote yes
council-no = Vote no
council-end = End the vote
council-end-ask = Ends the vote on motion { $index }, for good: { $what }. If it has passed, it happens now or a day later. Go ahead?
council-end-button = End it for good
council-decisions = Decisions that wait
council-no-decisions = No decision of the council waits.
council-decision = Decision { $index }: { $what }. It can be carried out: { $when }.
council-committees = Committees
council-committee = Committee { $committee }
council-command = Other proposals are made on the command line: `medquorum council --help`.
council-enact = Carry it out
council-enact-ask = Decision { $index } is carried out for good: { $what }.
council-enact-button = Carry it out now
council-stop = Stop it
council-stop-ask = Proposes that decision { $index } is not carried out: { $what }. A third of the council has to vote for that.
council-stop-button = Propose to stop it
council-role = Propose a role
council-role-what = More than half of the council has to vote for it.
council-role-who = Whose role
council-role-becomes = Becomes
council-role-button = Propose it
council-epoch = Epoch
council-rule = Rule
council-rule-words =
    { $k } of { $n ->
        [one] { $n } administrator
       *[other] { $n } administrators
    }
council-admins = Administrators
council-certified = Certified by
council-certified-words =
    { $n ->
        [one] { $n } administrator
       *[other] { $n } administrators
    }
fingerprint = Fingerprint
council-trust = Trust
council-to-come = Takes over
council-to-come-words = epoch { $epoch } ({ $until })

## Committee.
committee-not-member = Your account is in no committee and takes part in no ceremony. Everybody can see what this page shows.
committee-ceremonies = Ceremonies and resharing
committee-no-ceremonies = No ceremony is under way on the chain.
committee-behind = Ceremonies are shown once the node is where its chain was seen before.
committee-none = The chain has no committee yet. The council has one founded by a ceremony.
committee-you = you, administrator { $index }
committee-share = Your share
committee-share-here = in this keystore
committee-share-missing = NOT in this keystore: restore its backup with `medquorum committee restore-share`
committee-health = See whose shares are there
committee-health-what = By approvals and drills in the blocks of the last day, further back where a share needs it (that takes minutes), and by the requests on the chain. Signs of life lie in files, which the command line reads.
committee-open = Have a new committee founded; the council decides
committee-reshare = Have a key passed on to others; the council decides
committee-files = A ceremony over files, without the chain
committee-backup = Put your share into a safe
committee-restore = Put a share back from a safe
committee-alive = Give a sign of life
committee-signs = Count signs of life too
committee-drill = Begin a drill
ceremony-title = Ceremony for committee { $committee }, epoch { $epoch }, attempt { $attempt }
ceremony-title-reshare = Passing on the key of committee { $committee }, epoch { $epoch }, attempt { $attempt }
ceremony-unread = Ceremony for committee { $committee }
ceremony-yours = Your next step: { $what } ({ $until }).
ceremony-waits = Waiting for { $who } to { $what } ({ $until }).
ceremony-stage = Next: { $who } to { $what } ({ $until }).
ceremony-anybody = anybody
ceremony-join = Take part
ceremony-deal = Deal to everybody
ceremony-certify = Check and certify
ceremony-handover = Hand the key over
ceremony-complain = Complain of { $who }
ceremony-answer = Answer { $who }
ceremony-activate = Have the committee set
ceremony-expire = End the attempt
ceremony-new = Leave attempt { $attempt } and come to this one
ceremony-join-what = Compare rule and names above with your directory, one by one. A ceremony for the wrong people is the one way to the key.
ceremony-deal-what = Each dealer gives all of them a part of the key. Nobody learns the whole.
ceremony-certify-what = Everything is checked on this machine first. Read the fingerprint above to each other over the telephone before you say yes: it is the one thing that a lying node cannot make equal.
ceremony-complain-what = The share dealt to you does not open or does not fit. If you complain, its dealer has to publish it, and everybody computes who is right.
ceremony-activate-what = All have certified. Anybody can have the committee set now, and one is enough.
ceremony-people = What it is for, and who has done what
ceremony-opened-by = Started by
ceremony-ends = This stage ends
ceremony-culprit = To blame
ceremony-index = Index
ceremony-who = Administrator
ceremony-you = you
ceremony-joined = Joined
ceremony-dealt = Dealt
ceremony-certified = Certified
ceremony-handed = Handed over
ceremony-has = yes
ceremony-has-not = missing
ceremony-complaint = { $accuser } says that what { $dealer } dealt does not fit; the answer is due ({ $until }).
ceremony-complaint-answered = { $accuser } says that what { $dealer } dealt does not fit; it was answered rightly.
ceremony-step = Your next step
ceremony-yes = Yes
ceremony-leave = Leaving
ceremony-leave-it = End the attempt for everybody
ceremony-set = Committee { $committee } is set in epoch { $epoch }.
ceremony-set-doubted = Your node shows committee { $committee } in epoch { $epoch }, and not that you and all the others certified it: compare `medquorum committee show { $committee }` with them.

## Accounts for single facilities.
accounts-title = Your accounts
accounts-what = A patient can have an account for each facility, all made from the same keystore. The chain shows nothing that ties one to another. Your node sees all of them, and so does anybody who gets this list.
accounts-make = An account for a facility
accounts-make-what = Its signed keys go into a file. Give it to that facility alone, and read it the fingerprint that is shown then. If you make it again, it is the same account.
accounts-facility = The facility: a contact, or its address
accounts-find = Find them again
accounts-find-what = After your keys were restored from words, this looks for your accounts at every facility. It tells the node none of them.
accounts-find-button = Look for them
account-for = For
account-main = your main account
account-which = Which account
account-own = registered, CSP key version { $version }
account-not-enrolled = not enrolled; give the facility its file
account-unused = not registered
account-frozen = { $keys }; frozen
account-foreign = not those of this keystore: version { $version } was registered by somebody else, or this node lies. Nothing was changed
account-left = it has left the chain
account-found = { $facility }: { $standing }

## Publishing keys, and enrolling.
register-title = Publish your keys
register-done = Your keys are on the chain: records can be sealed to you. A new CSP key is made under <a>Keys</a>.
register-why = Until their public parts are on the chain, no record can be sealed to you. The secret parts stay here.
register-by-fee = By a fee of your own
register-by-file = Without tokens: your hospital does it
register-folder = Save the file for your hospital to this folder of this machine
register-write = Write the file
register-older = The chain has older keys of mine
register-older-what = In a home made again or restored from a backup, these keys take the place of those on the chain. Records sealed to the old ones stay sealed to them, and open only with their 24 words.
register-version = Version of the keys on the chain, which I know to be mine
register-word = replace
register-replace = Replace them
enrol-title = Enrol a patient
enrol-signed = The file is signed by the account that it names. You and the patient compare whether that account is the patient's.
enrol-version = Version of the keys
enrol-compare = Have the patient read the fingerprint to you from their own screen. It must be the same.
enrol-button = It is the same: enrol
enrol-cards = Also write the cards of the committees that are trusted here, beside this file, for the patient
enrol-what = A patient without tokens writes their public keys into a file; you publish them, and your facility pays.
enrol-path = The patient's file on this machine, with its whole path

## Jobs.
jobs-none = Nothing was started since this portal runs.
job-leave = You can leave this page: the work continues.
job-stop = Stop it
call-title = Sign it elsewhere
call-open = In Polkadot.js Apps, connected to the same chain, open Developer, Extrinsics, Decode.
call-paste = Paste these bytes. It must say <code>{ $name }</code>.
call-sign = Go to Submission, choose the account of this portal, and sign.
call-scan = Or scan this picture with a wallet that takes calls.
call-picture = The same call as a QR picture
call-no-picture = This call is too long for a QR picture. Copy the line above into Polkadot.js; where your wallet is on another machine, carry it there in a text file.
call-waiting = Waiting until the chain holds this call
step-checking = Checking
step-upload = Encrypting and storing
step-download = Fetching and decrypting
step-replicate-wait = Waiting for the other hosts to keep copies
step-replicate = Looking at the hosts' copies
step-verify = Reading and comparing what is stored
step-catalogue = Storing the catalogue
step-synchronize = Fetching catalogues
step-erase = Removing what belongs to erased records
step-attest = Attesting erasures
step-blocks = Reading what happened
step-look = Looking at the files
step-emergency = Waiting for approvals
step-ceremony = Waiting for the others
step-chain = Waiting for the chain to finalize the call
step-of = { $step }: { $done } of { $total }
step-of-rest = { $step }: { $done } of { $total }, { $speed } a second, about { $left } left
step-of-objects = { $step }: { $done } of { $total } objects
amount-of = { $count } { $unit }
amount-bytes =
    { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }

## Keys.
keys-publish = Publish your keys
keys-backup = A backup
keys-backup-what = Keystore, account and contacts, as encrypted as they are here. With them and the passphrase a new machine is set up.
keys-backup-button = Save a backup
keys-words = Words and passphrase
keys-words-show = Show the 24 words of the CSP key
keys-words-what = They open all your records. Is nobody looking over your shoulder?
keys-words-button = Show them
keys-passphrase = Change the passphrase
keys-passphrase-old = The one so far
keys-passphrase-new = The new one, of several words
keys-passphrase-again = The same again
keys-passphrase-hint = This is the passphrase of the keystore alone. An account made here keeps the passphrase it was made with, and unlocking asks for both.
keys-passphrase-button = Change it and lock
keys-restore = Restore a key from its 24 words
keys-restore-what = After the loss of a machine. Each version has words of its own, and a record opens with the version that it was sealed to.
keys-restore-former = It is the key of an account in whose place mine acts. It has no version here, and is never published.
keys-restore-other = If this keystore holds another key of that version, the other one is kept: otherwise records sealed to it could no longer be opened.
keys-restore-replace = If it should replace the other key all the same, type { $word }
keys-restore-word = replace
keys-restore-button = Restore it
keys-rotate = A new CSP key, for the records to come
keys-rotate-what = Existing records stay with their key, which is kept. The new key has words of its own.
keys-rotate-sure = I will write the new words down
keys-rotate-button = Make and publish it
keys-more = More
keys-more-code = The CSP code of a record, to hand over by yourself, is on the <a>record's page</a>.
keys-more-policies = Answers that are given in your name stand under <a>Standing answers</a>.
keys-more-accounts = Accounts for single facilities stand under <a>Your accounts</a>.
keys-store = Keystore
keys-csp = CSP key
keys-csp-versions = versions { $versions }
keys-encryption = Encryption key
keys-there = there
keys-missing = missing
keys-shares = Shares of committees
keys-requests = Keys of open requests
keys-former = Former CSP keys
keys-former-words =
    { $count ->
        [one] { $count } key
       *[other] { $count } keys
    } of accounts in whose place this one acts
words-title = Your 24 words
words-what = Write them down on paper, in this order. With them, and nothing else, your records can be opened.

## Standing answers.
policies-title = Standing answers
policies-what = A standing answer says beforehand who may read your records, for what and until when. A program that you let run answers requests by it.
policies-none = There are none: each request waits for your own yes or no.
policies-it = It { $words }
policies-in-force = { $policy } · in force
policies-not-in-force = { $policy } · not in force now
policies-import = Take one in, from a FHIR Consent
policies-remove = Forget one
policies-remove-what = It no longer counts here. Copy the changed file to every other machine that answers by it.
policies-export = Save it as it was taken in
policies-path = The consent on this machine, with its whole path
policy-write = Write one here
policy-write-what = You choose, and see what it says before you sign it. What is written is a FHIR Consent, like one of a file.
policy-write-kind = Your answer
policy-write-permit = Yes, I consent
policy-write-deny = No, I deny
policy-write-who = Who asks
policy-write-others = Accounts of others, by their addresses, one a line
policy-write-anybody = Anybody who may read
policy-write-purposes = What for
policy-write-any = Any purpose
policy-write-until = Until when
policy-write-last = Its last day, in UTC
policy-write-endless = No end, until I forget it
policy-write-records = It is about every record of yours. A no goes before every yes, and requests that no answer covers wait for you.
policy-write-button = See what it would say
policy-import-title = What this consent says
policy-except = Except that it { $words }
policy-refers = It refers to these texts, which nothing reads here:
policy-import-account = The account that signs it:
policy-import-sure = Answer so in your name from now on, wherever `medquorum watch --answer` runs with your keys?
policy-import-button = Take it in and sign it
policies-watch = Keep answering by them

## Emergencies.
emergencies-what = If a patient lies unconscious, an emergency committee of other houses can stand in for them, where they have allowed it. Each access is told at once, explained within a week, and reviewed.
emergencies-accesses = Accesses that wait for their review
emergencies-no-accesses = None that concerns you waits for its review.
emergencies-due = Review until
emergencies-yours = Your records in an emergency
emergencies-no-records = There are no records about you.
emergencies-opens = In an emergency
emergencies-by = Allowed by
emergencies-left =
    { $count ->
        [one] { $count } older record is
       *[other] { $count } older records are
    } not shown: each record's page says how it stands.
emergencies-committee = Emergency committee
emergencies-no-committee = To allow it, name an emergency committee that was compared on this machine. There is none yet: `medquorum committee trust NUMBER`.
emergencies-allow-what = What
emergencies-all = all my records that there are, in place of my consent
emergencies-future-key = what is added from now on: in place of my consent
emergencies-future-both = what is added from now on: whole summaries, without the administrators
emergencies-allow = See what that means
emergencies-remove-what = From now on facilities may add nothing of yours for an emergency. What they added stays, until you take it back record by record.
emergencies-which = All records of all your accounts are meant, or what is added from now on about one account:
emergencies-directed = facilities may add for committee { $committee }: { $scope }.
emergencies-remove = Take it back
emergencies-record = First digits of the record's id
emergencies-house = Note of which facility somebody is, so that no node can say otherwise
emergencies-appoint = Say of which facility somebody is, as the council
emergency-opens = committee { $committee }: { $scope }
emergency-opens-nobody = Without its patient nobody opens it.
emergency-allow-title = Allow it for an emergency
emergency-allow-records =
    Allow it for { $count ->
        [one] { $count } record
       *[other] { $count } records
    }?
emergency-allow-future = Say so for whatever is added from now on?
emergency-allow = Allow it
emergency-none-left = There is no record of yours that could not be opened in an emergency already.
emergency-record = Record { $record } in an emergency
emergency-allowed-by = Emergency committee { $committee }: { $scope }. Allowed by { $by }.
emergency-remove = Take it back for this record
emergency-remove-what = Without you nobody opens record { $record } any more, also if you lie unconscious; emergency requests for it end.
record-emergency = In an emergency
request-end = End it, as the patient
request-end-what = An emergency's request needs no consent of yours. You can end it; somebody who could open the record until then may have done so.
request-end-button = End this request
glass-break = Break the glass
glass-what = This opens record { $record } of { $patient } without { $patient }, who is told at once, as the administrators are. You have to explain it within a week.
glass-under-way = You have begun this already. It asks nobody twice: it waits for the missing approvals, then opens the file.
glass-statement = What happened, for the reviewers; it can be told later
glass-sure = The patient cannot be asked
glass-save = Save the file instead of looking at it
glass-save-yes = Save it whole; it is not shown here
glass-save-hint = For files that are too large to be shown, and for studies. Without this the file can be saved once it is shown.
glass-here = It is signed only here, because it takes several calls. The file is held in memory and shown here; the requests stay open until you close them.
emergency-statement = Statement
emergency-statement-hint = It is sealed to the reviewers, and nobody else reads it. Without one the access cannot be found justified.
emergency-explain-soon = explain it within a week, under Emergencies: { $request }
emergency-not-filed = it was not filed: { $why }
emergency-access = Emergency access { $request }
emergency-explain = You explain it
emergency-explained = You have explained it. A second statement takes the place of the first.
emergency-file = Seal it to the reviewers
emergency-review = You review it
emergency-unexplained = Nobody has explained it yet, so it cannot be found justified.
emergency-finding = What you found
emergency-justified = justified: the emergency was one
emergency-unjustified = unjustified: there was no emergency
emergency-final = This is final. Once enough reviewers find it unjustified, who broke the glass is suspended.
emergency-review-button = Say so
emergency-overdue = Its time is over
emergency-enforce-what = Nobody explained or reviewed it in time. Who broke the glass may then break none any more.
emergency-enforce = Have it punished
decide-house = Only the node says that the requester is of facility { $facility }: `medquorum emergency facility` notes it here.

## Which committees are trusted.
trust-title = Committees to trust
trust-what = An upload is sealed to a committee: only so many of its administrators together open it. A node could show you another one. So somebody compares its fingerprint once, and this machine remembers it.
trust-compare = Ask your organisation for its fingerprint by another way than this node: by telephone, in a letter, or on a card that you were handed. Compare all eight groups, and the names.
trust-least = Later holders of this key may let { $least } approvals suffice.
trust-other = Another committee is trusted here under this number until now; its fingerprint is { $fingerprint }. If nobody has told you of a change, upload nothing, and ask your organisation.
trust-same = My organisation gave me the same fingerprint, by another way than this node
trust-typed = To give the other one up, type the last four signs of the new fingerprint, { $word }
trust-button = Trust committee { $committee }
trust-card = By a card
trust-card-what = Your facility can hand you a committee's card, which is a file. The committee that the node shows must be the one on it.
trust-card-path = The card's path on this machine
trust-card-same = The committee that the node shows is the one on the card.
trust-card-sure = I got the card from my facility, and not by this node
trust-all = See all committees
trust-command = Cards are written when a patient is enrolled, and by `medquorum committee card`. On the command line alone, `medquorum committee trust --min-k` agrees to fewer approvals.

## Settings.
settings-node = Another node
settings-account = Another account
settings-change = Change
settings-account-what = The portal locks itself, and is unlocked as that account. Requests and uploads of the present account stay with it.
settings-account-file = The path of its Polkadot.js backup file on this machine; on a development chain also such as //Alice
settings-account-button = Act as this account
settings-account-fixed = This portal was started for one account: start it again without --account.
node-what = In use is { $node }. The new one has to serve the same chain, and is asked before anything changes.
node-hint = An address such as wss://node.example.org, as your organisation gave it to you.
node-button = Use this node
settings-committee = Compare and trust a committee
settings-hosts = Hosts that keep records
settings-health = Health of one record in the store
settings-guardian = Who may freeze your account, besides the council
settings-freeze = Freeze an account whose key may be in wrong hands
settings-unfreeze = End that
settings-leave = Take your keys off the chain, and leave it
settings-sponsor = Pay for the requests of somebody of your facility
settings-import = An archive of many files
settings-catalogue-status = The catalogues of all facilities, and how old those here are
settings-catalogue-readers = Who may search your catalogue
settings-catalogue-withdraw = Take your catalogue off the chain
settings-host = Keep records for others, as a storage host
settings-offline = Set a machine up without a node
settings-store = Health of the store
settings-store-what = On which hosts are the records that were uploaded from here?
settings-store-verify = read everything that is stored and compare it, which takes as long as a download of all
settings-store-button = Look

## Looking at a record.
look-slices = Slices
look-own = As the file asks
look-slice-keys = Slice; arrow keys go through the slices
look-slice = Slice { $at } of { $count }
look-told = { $modality } slice { $at } of { $count }
look-told-window = { $modality } slice { $at } of { $count }, middle { $center }, width { $width }
look-slice-broken = Slice { $at } cannot be drawn.
look-previous = Previous slice
look-next = Next slice
look-hint = Wheel or arrow keys: the slices. Drag on the picture: sideways the width of the window, up and down its middle. For looking, not for a diagnosis.
look-picture = The picture in this record, drawn by this program
look-text = The text of this record
look-fhir = A FHIR document, shown as plain values. Its links and attachments are not opened.
look-cut = There is more than is shown here. If you save it, you get all of it.
look-no-series = This study has no series of images. Its files can be saved.
look-study = A study of { $count } series. A series is fetched when it is opened.
look-open-series = Open { $name }, series { $number }
look-open = Open
look-images =
    { $count ->
        [one] { $count } image
       *[other] { $count } images
    }, { $bytes ->
        [one] { $bytes } byte
       *[other] { $bytes } bytes
    }
look-what = What was opened
look-forget = Forget it now
look-title = Record of request { $request }
what-it-is = What it is
sha256 = SHA-256
length = Length
note = Note
look-save = Save what is looked at
look-save-what = It is fetched and checked now; the request stays open.
look-save-picked = Which part of the study
look-save-study = The whole study, as the one file that was uploaded
look-save-files = All of its files, in a folder
look-save-series = { $name }, series { $number }, in a folder
look-save-one = This saves the files of this series in a folder of their own. They are fetched and checked now; the request stays open.
look-loose = Files outside of a series
look-loose-more = and { $count } more; saving all of its files saves them too.
saved = Saved.
look-back = Back to it

## Setting up.
welcome-steps = Setting up
welcome-step-chain = The chain
welcome-step-keys = Your keys
welcome-step-words = Your words
welcome-what = This machine is not set up yet. It takes three steps; your keys are made here, and never leave this machine.
welcome-node = Address of a node of your organisation's chain
welcome-node-hint = If your organisation gave you none, leave it as it is: that is a node on this machine.
welcome-store = Where encrypted files are kept
welcome-folder = Folder on this machine; { $folder } if left empty
welcome-kubo = Or the address of a Kubo daemon, such as http://127.0.0.1:5001
welcome-chain-title = Is this your chain?
welcome-pinned = The node at { $node } answers. Its chain is pinned for good: from then on every other chain is refused. Encrypted files will lie in { $store }.
welcome-store-folder = a folder of this machine, { $path }
welcome-store-kubo = the Kubo daemon at { $url }
welcome-genesis = The chain's first block, as your organisation gave it to you:
welcome-development = The chain says that it is for development. Its secrets are public: put no real patient's data in it.
welcome-development-use = Use it as a development chain: trust its committee
welcome-compared = I compared it: this is the one my organisation gave me
welcome-this = This is it
welcome-another = Another node
welcome-keys-title = Your keys
welcome-passphrase = A passphrase, for everything that is kept on this machine
welcome-passphrase-hint = Choose one of several words. Nobody can tell it to you again.
welcome-again = The same again
welcome-keys-new = Make new ones
welcome-keys-before = I had keys before
welcome-keys-words = From my 24 words
welcome-words-label = The 24 words
welcome-version = Version of that key
welcome-keys-backup = From a saved keystore; its passphrase is the one above
welcome-path = Its path on this machine
welcome-account = Your account on the chain
welcome-account-make = Make one; the passphrase opens it too
welcome-account-before = I have an account
welcome-account-export = From a Polkadot.js backup file
welcome-account-path = Its path on this machine
welcome-account-password = Its password
welcome-account-development = One of the development chain, whose secret everybody knows
welcome-account-uri = Such as //Alice
welcome-make = Make them
welcome-words-title = Write these words down
welcome-remark = { $remark } You can change it under Keys.
welcome-words-what = These 24 words are your key. With them, and nothing else, your records can be opened when this machine is lost. Write them down on paper, in this order. They are shown this once.
welcome-words-account = Your account is { $account }.
welcome-written = I have written them down
welcome-ask-title = Three of the words
welcome-ask = Type these words from your paper.
welcome-word = Word { $place }
welcome-compare = Compare
welcome-show-again = Show the words again
