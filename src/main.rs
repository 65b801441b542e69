//! The command `deal`.

fn main() {}
