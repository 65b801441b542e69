//! Templates of documents: where they come from, what they ask for, and the engine that fills them. Knows no kind and
//! no record.

mod asked;
mod built_in;
mod engine;
mod filters;
mod form;
mod library;
mod problem;
mod scan;
pub mod vocabulary;

pub use asked::{Asked, AskedId, At, Name, Nest};
pub use engine::{Engine, Trouble};
pub use filters::Setting;
pub use library::{FOLDER, LOGOS, Library, NoLogo, Shelf, WordFile};
pub use problem::Problem;
pub use scan::{Scan, scan};
pub use tera::value::Key;
pub use tera::{Map, Value};
