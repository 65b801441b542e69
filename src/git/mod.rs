//! All dealings with Git: what a repository is, its revisions and its history as files and changes, and commits that
//! lose nothing. Knows no process and no record, and never judges.
//!
//! The `git` executable walks history and writes. The library reads single objects, where it can open the repository;
//! where it can't, the executable is asked, and the answers are the same.

mod along;
mod blobs;
mod changed;
mod commit;
mod discover;
mod errand;
mod fit;
mod id;
mod identity;
mod journal;
mod lacking;
mod ledger;
mod lock;
mod log;
mod objects;
mod place;
mod program;
mod recovery;
mod repository;
mod setup;
mod snapshot;
mod sparse;
mod staged;
mod tree;
mod trouble;
mod unsaved;
mod worktree;

pub use along::Along;
pub use blobs::Blobs;
pub use changed::{Delta, Side};
pub use commit::Committed;
pub use errand::{Errand, Write};
pub use id::{BlobId, CommitId, ObjectId};
pub use identity::Identity;
pub use lacking::Lacking;
pub use log::{Commit, Log, Query, Who};
pub use place::write;
pub use recovery::Recovered;
pub use repository::{Head, Operation, Repository, whole_history};
pub use snapshot::Snapshot;
pub use staged::Staged;
pub use tree::Mode;
pub use trouble::{Trouble, TroubleKind};
pub use worktree::WorkTree;
