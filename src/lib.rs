//! quotetrail: who really ran these words, in which wording, when, and what was changed on the way.
//!
//! An article enters at [`read`] and leaves at [`report`]; each stage takes plain values and
//! returns plain values:
//!
//! ```text
//! read → text → extract → store → group → compare → report
//! ```
//!
//! Two stages, without a collection:
//!
//! ```
//! use quotetrail::{compare, extract, model::Verdict};
//!
//! let article = "“We never asked the port to pay for it,” Maria Lopez said on Monday.";
//! let quotes = extract::quotations(article, None);
//! assert_eq!(quotes[0].text, "We never asked the port to pay for it,");
//! assert_eq!(quotes[0].speaker.as_deref(), Some("Maria Lopez"));
//!
//! let compared = compare::wording(&quotes[0].text, "We asked the port to pay for it,");
//! assert_eq!(compared.verdict, Verdict::Altered);
//! assert_eq!(compared.changes[0].from, "never");
//! ```
//!
//! [`pipeline`] joins the stages into an ingest; [`collection`] answers questions from the store.

pub mod cli;

pub mod collection;
pub mod compare;
pub mod extract;
pub mod group;
pub mod model;
pub mod pipeline;
pub mod read;
pub mod report;
pub mod store;
pub mod text;
