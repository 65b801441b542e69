//! Files made by hand: what makes the picture stays, all else is left out, and what is cut off or too large is refused.

use super::*;
use proptest::prelude::*;

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length, kind.as_slice(), content, b"csum"].concat()
}

fn head(width: u32, height: u32) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    chunk(b"IHDR", &[&sides[..], &[8, 6, 0, 0, 0]].concat())
}

fn png(width: u32, height: u32, more: &[Vec<u8>]) -> Vec<u8> {
    let rest = [chunk(b"IDAT", b"data"), chunk(b"IEND", b"")].concat();
    let parts = [
        png::SIGNATURE.to_vec(),
        head(width, height),
        more.concat(),
        rest,
    ];
    parts.concat()
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], length.as_slice(), content].concat()
}

fn frame(colours: u8) -> Vec<u8> {
    segment(0xc0, &[8, 0, 50, 1, 0, colours, 1, 0x11, 0])
}

fn jpeg(colours: u8, more: &[Vec<u8>]) -> Vec<u8> {
    let scan = [segment(0xda, b"scan"), b"a\xff\0b\xff\xd0c".to_vec()].concat();
    let end = b"\xff\xd9".to_vec();
    let parts = [
        b"\xff\xd8".to_vec(),
        more.concat(),
        frame(colours),
        scan,
        end,
    ];
    parts.concat()
}

fn refused(bytes: &[u8]) -> String {
    Logo::read(bytes).unwrap_err().en
}

#[test]
fn of_a_png_the_picture_stays() {
    let kept = [
        chunk(b"iCCP", b"colours"),
        chunk(b"PLTE", b"rgb"),
        chunk(b"tRNS", b"t"),
    ];
    let secret = [b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME", b"prVt"]
        .map(|kind| chunk(kind, b"Author\0Wang Fang"));
    let file = png(240, 60, &[&kept[..], &secret[..]].concat());
    let logo = Logo::read(&[&file[..], b"behind the end"].concat()).unwrap();
    assert_eq!(logo.format, Format::Png);
    assert_eq!(logo.pixels, (240, 60));
    assert_eq!(logo.bytes, png(240, 60, &kept));
}

#[test]
fn of_a_jpeg_the_picture_stays() {
    let kept = [
        segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
        segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
        segment(0xee, b"Adobe\0dtransform"),
        segment(0xdb, b"table"),
    ];
    let secret = [0xe0, 0xe1, 0xe2, 0xed, 0xee, 0xef, 0xfe]
        .map(|marker| segment(marker, b"Exif\0\0Wang Fang"));
    let file = jpeg(3, &[&kept[..], &secret[..]].concat());
    let logo = Logo::read(&[&file[..], b"behind the end"].concat()).unwrap();
    assert_eq!(logo.format, Format::Jpeg);
    assert_eq!(logo.pixels, (256, 50));
    assert_eq!(logo.bytes, jpeg(3, &kept));
}

#[test]
fn a_file_that_is_cut_off_is_refused() {
    for file in [png(10, 10, &[]), jpeg(1, &[])] {
        assert!(Logo::read(&file).is_ok());
        for length in 0..file.len() {
            assert!(Logo::read(&file[..length]).is_err(), "{length}");
        }
    }
    let no_data = [png::SIGNATURE, &head(1, 1), &chunk(b"IEND", b"")].concat();
    assert!(refused(&no_data).contains("cut off"));
}

#[test]
fn what_no_program_or_not_every_program_shows_is_refused() {
    assert!(refused(b"<svg/>").contains("no PNG and no JPEG"));
    assert!(refused(&jpeg(4, &[])).contains("CMYK"));
    assert!(refused(&png(40_000, 40_000, &[])).contains("40000 × 40000 pixels"));
    assert!(refused(&png(0, 10, &[])).contains("0 × 10 pixels"));
    let large = png(10, 10, &[chunk(b"tEXt", &vec![b'a'; LARGEST])]);
    assert!(refused(&large).contains("at most 1 MB"));
}

#[test]
fn it_is_as_high_as_it_should_be_and_never_too_wide() {
    let size = |width, height| Logo::read(&png(width, height, &[])).unwrap().millimetres();
    assert_eq!(size(240, 240), (12.0, 12.0));
    assert_eq!(size(4000, 400), (60.0, 6.0));
    assert_eq!(size(1, 4), (3.0, 12.0));
}

proptest! {
    #[test]
    fn no_file_breaks_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = Logo::read(&[png::SIGNATURE, &bytes].concat());
        let _ = Logo::read(&[png::SIGNATURE, &head(1, 1), &bytes].concat());
        let _ = Logo::read(&[jpeg::SIGNATURE, &bytes].concat());
        let _ = Logo::read(&[b"\xff\xd8", &frame(3)[..], &segment(0xda, b""), &bytes].concat());
    }
}
