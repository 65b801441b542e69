//! Pictures in a Word file from outside.

use super::archive::Archive;
use super::refusal::Refusal;

/// A picture.
#[derive(Clone, Debug)]
pub struct Image {
    /// The part's name.
    pub name: String,
    pub ending: String,
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

/// Takes a picture, if it is one: nothing else may be behind its name.
pub fn take(
    images: &mut Vec<Image>,
    archive: &mut Archive<'_>,
    name: &str,
) -> Option<Result<(), Refusal>> {
    if images.iter().any(|known| known.name == name) {
        return Some(Ok(()));
    }
    let (_, ending) = name.rsplit_once('.')?;
    let kind = match ending.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "bmp" => "image/bmp",
        "tif" | "tiff" => "image/tiff",
        "emf" => "image/x-emf",
        "wmf" => "image/x-wmf",
        _ => return None,
    };
    let bytes = match archive.part(name) {
        Ok(bytes) => bytes?,
        Err(refusal) => return Some(Err(refusal)),
    };
    images.push(Image {
        name: name.to_owned(),
        ending: ending.to_owned(),
        kind,
        bytes,
    });
    Some(Ok(()))
}
