//! What history shows: each step from one official state to the next, judged by the process and the people of the state
//! before it. Everything is derived from the files in history, nothing from what a commit's message says.

mod authority;
mod claimed;
mod dates;
mod deed;
mod dispatches;
mod gates;
mod kept;
mod origin;
mod outcome;
mod papers;
mod parsed;
mod proposal;
mod recent;
mod records;
mod replay;
mod run;
mod same;
mod scene;
mod seal;
mod standing;
mod state;
mod store;
mod walk;
mod witness;

pub use deed::Deed;
pub use kept::{Cache, Known};
pub use origin::elsewhere;
pub use outcome::{Outcome, Reached, audit};
pub use proposal::proposal;
pub use run::Tally;
pub use scene::Found;
pub use seal::{Seal, Seals};
pub use state::State;
pub use witness::Witness;
