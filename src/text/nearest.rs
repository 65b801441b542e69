//! Names that are likely misspellings of one another.

/// The name of `known` that is most like `text`, where one is like it.
pub fn nearest<'k>(text: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    // The comparison takes the product of both lengths, so it is made only where these let it succeed.
    let length = text.chars().count();
    let most = |name: &str| 1 + name.len().min(text.len()) / 4;
    let alike =
        |name: &str| name.len() <= 128 && name.chars().count().abs_diff(length) <= most(name);
    known
        .filter(|name| alike(name))
        .map(|name| (strsim::damerau_levenshtein(text, name), name))
        .filter(|(distance, name)| *distance <= most(name))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
