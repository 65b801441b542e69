//! Contents that a clone doesn't have: a partial clone left some on its server, and a read fetches nothing. An answer
//! without them would be a guess, so whoever judges many looks here before it answers.

use super::id::BlobId;
use super::trouble::Trouble;
use crate::files::Unread;
use crate::language::Phrase;
use crate::say;
use std::sync::{Mutex, PoisonError};

/// A content that was asked for and isn't here: of several the one with the first name, whoever asked first.
#[derive(Default, Debug)]
pub struct Lacking(Mutex<Option<BlobId>>);

impl Lacking {
    /// Takes note of a content that was read, or wasn't.
    pub fn note<T>(&self, id: BlobId, read: Result<T, Unread>) -> Result<T, Unread> {
        if let Err(Unread::Lacking) = read {
            let mut first = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            *first = Some(first.map_or(id, |known| known.min(id)));
        }
        read
    }

    /// # Errors
    /// Something was lacking.
    pub fn nothing(&self) -> Result<(), Trouble> {
        let first = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(id) = first else {
            return Ok(());
        };
        Err(Trouble::correctable(say!(
            en: "this clone lacks contents that the answer needs, such as {id}: it is a partial clone, and reading fetches nothing",
            zh: "此克隆缺少得出结果所需的内容（例如 {id}）：它是部分克隆，而读取不会联网获取", id = id.0
        ))
        .hint(whole_clone()))
    }
}

/// Whether Git says that it lacks an object.
pub(super) fn is_told(said: &str) -> bool {
    ["bad tree object", "unable to read"]
        .iter()
        .any(|words| said.contains(words))
}

/// What to do where a clone lacks something.
pub(super) fn whole_clone() -> Phrase {
    say!(
        en: "get everything: git fetch --refetch --no-filter; in CI, check out without a filter",
        zh: "请获取全部内容：git fetch --refetch --no-filter；在 CI 中检出时不要使用 filter"
    )
}
