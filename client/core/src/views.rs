//! What a person is shown of records, requests, events and the client's own state.
//!
//! Every view is a plain value made from what was read of the chain. It holds facts and the words for them, so that each
//! surface shows the same. Serialized, a view is the document that programs get. Nothing here reads a file, a clock or a
//! node.

mod answer;
mod ceremony;
mod decision;
mod effect;
mod emergency;
mod erasure;
mod event;
mod facts;
#[cfg(test)]
pub(crate) mod fixtures;
mod health;
mod inbox;
mod ladder;
mod motion;
mod names;
mod notice;
mod places;
mod policy;
mod receipt;
mod record;
mod request;
mod status;
pub mod text;
mod until;
mod when;
pub mod words;

pub use answer::{No, Question, after_approval, after_rejection};
pub use ceremony::{CeremonyDetails, CeremonyDue, CeremonyView, change_in_words};
pub use decision::{Decision, Standing};
pub use emergency::{EmergencyDetails, ReviewDetails, what_allowing_means, what_approving_means};
pub use erasure::{Attested, ErasureFacts, ErasureReceipt};
pub use event::{EventDetails, sentence};
pub use facts::{RecordView, RequestView, VoteView};
pub use health::{CommitteeHealth, DoubtedSign, MemberHealth};
pub use inbox::{Inbox, Line, Section, Task, Waiting};
pub use ladder::{Action, Duty, Ladder, Obstacle, Rung, RungKind, RungState};
pub use motion::Motion;
pub use names::{Names, Party};
pub use notice::{Nameless, Notice, NoticeDetails, NoticeKind, Part};
pub use places::PlacedAccount;
pub use policy::{PolicyDetails, RuleDetails};
pub use receipt::ReceiptDetails;
pub use record::{ErasureDetails, HoldDetails, RecordDetails};
pub use request::{AnswerDetails, RequestDetails};
pub use status::{EmergencyFacts, EmergencyPart, Host, Hosts, OwnAccount, Seat, Status};
pub use until::{Calendar, Until, moment_at};
pub use when::{When, date_words, end_of_day, timestamp};
pub use words::Fact;
