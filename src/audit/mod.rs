//! What history shows: each step from one official state to the next, judged by the process and the people of the state
//! before it. Everything is derived from the files in history, nothing from what a commit's message says.

mod authority;
mod dates;
mod deed;
mod papers;
mod records;
mod replay;
mod run;
mod same;
mod scene;
mod state;
mod store;
mod walk;

pub use deed::Deed;
pub use run::{Audit, Tally};
pub use scene::Found;
pub use state::{Kept, State};
pub use store::Store;
pub use walk::{Batch, Step, Walk};
