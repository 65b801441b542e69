//! Who committed what and when, as far as findings speak of it.

use crate::git::Commit;
use crate::value::Moment;
use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A commit: its name, its author, and when it was made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Deed {
    /// The whole name of the commit.
    pub commit: String,
    /// Who wrote it, as they call themselves.
    pub author: String,
    /// The author's e-mail address.
    pub email: String,
    /// When it was made: the committer's time, which is harder to choose than the author's. Seconds since 1970.
    pub seconds: i64,
}

impl Deed {
    /// The deed of a commit.
    pub fn of(commit: &Commit) -> Deed {
        Deed {
            commit: commit.id.to_string(),
            author: commit.author.name.clone(),
            email: commit.author.email.clone(),
            seconds: commit.committer.seconds,
        }
    }

    /// The first digits of the commit's name.
    pub fn short(&self) -> &str {
        self.commit.get(..10).unwrap_or(&self.commit)
    }

    /// When it was, in the pipeline's time zone.
    pub fn moment(&self, zone: Tz) -> Moment {
        let utc = DateTime::from_timestamp(self.seconds, 0).unwrap_or_default();
        Moment::at(utc.with_timezone(&zone).naive_local())
    }

    /// The day on which it was, in the pipeline's time zone.
    pub fn day(&self, zone: Tz) -> NaiveDate {
        self.moment(zone).date
    }
}
