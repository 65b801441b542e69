//! Files bound to the process: every value typed, every value with its place.

mod archive;
mod attachments;
mod bind;
mod claim;
mod dossier;
mod listing;
mod papers;
mod read;
mod scalar;

pub use archive::{Archive, address_paths, find_address, folder, parent_id};
pub use attachments::attachments;
pub use bind::{expected, missing};
pub use claim::{Claims, Furniture, Role};
pub use dossier::{Dossier, Folder, dossier_paths, folders, home, own_folder};
pub use listing::Listing;
pub use papers::{Amendment, Confirmed, Dispatch, Evidence, Statement, Waiver};
pub use read::Reader;
pub use scalar::{Misfit, Scalar, read as read_scalar};
