//! A Word file from outside, opened with care: its size, its parts' names, its kind.

use super::refusal::Refusal;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

const BYTES: usize = 32 << 20;
const PARTS: usize = 2_000;
const UNPACKED: u64 = 64 << 20;

/// A Word file.
pub struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Archive<'b> {
    /// Opens a file.
    pub fn open(bytes: &'b [u8]) -> Result<Archive<'b>, Refusal> {
        if bytes.len() > BYTES {
            return Err(Refusal::too_large());
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::not_word())?;
        if zip.len() > PARTS {
            return Err(Refusal::too_large());
        }
        for name in zip.file_names() {
            let name = name.map_err(|_| Refusal::not_word())?;
            if name.starts_with('/')
                || name.contains(['\\', ':', '\0'])
                || name.split('/').any(|step| step == "..")
            {
                return Err(Refusal::broken(&name.escape_debug().to_string(), "name"));
            }
            if name.to_ascii_lowercase().contains("vba") {
                return Err(Refusal::macros());
            }
        }
        Ok(Archive {
            zip,
            left: UNPACKED,
        })
    }

    /// The bytes of a part, if there is one of the name. All that are read together are bounded.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(at) = self.zip.index_for_name(name) else {
            return Ok(None);
        };
        let broken = |why: &dyn std::fmt::Display| Refusal::broken(name, &why.to_string());
        let file = self.zip.by_index(at).map_err(|error| broken(&error))?;
        let mut content = Vec::new();
        file.take(self.left + 1)
            .read_to_end(&mut content)
            .map_err(|error| broken(&error))?;
        self.left = self
            .left
            .checked_sub(content.len() as u64)
            .ok_or_else(Refusal::too_large)?;
        Ok(Some(content))
    }

    /// A part as text, if there is one of the name.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.part(name)? else {
            return Ok(None);
        };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.trim_start_matches('\u{feff}').to_owned())),
            Err(_) => Err(Refusal::broken(name, "UTF-8")),
        }
    }

    /// A part as text, which must be there.
    pub fn needed(&mut self, name: &str) -> Result<String, Refusal> {
        self.text(name)?.ok_or_else(|| Refusal::missing(name))
    }
}
