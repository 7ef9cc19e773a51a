//! What the sample board gives in each text format, kept to be read and compared. `cargo insta review` takes changes over.

use export::{Architecture, ExportFile, export_all};

fn sample() -> Architecture {
    let text = include_str!("../../../boards/cargo-shipping.storm");
    Architecture::of(&model::notation::parse(text).unwrap())
}

fn check(format: &str, path: &str) {
    let files = export::find(format).unwrap().export(&sample()).unwrap();
    let file = files.iter().find(|f| f.path == path);
    let file = file.unwrap_or_else(|| panic!("{path} is not among {:?}", paths(&files)));
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    insta::assert_snapshot!(format!("{format}/{path}").replace('/', "-"), text);
}

fn paths(files: &[ExportFile]) -> Vec<&str> {
    files.iter().map(|f| f.path.as_str()).collect()
}

#[test]
fn openapi() {
    check("openapi", "booking.yaml");
    check("openapi", "invoicing.yaml");
}

#[test]
fn proto() {
    check("proto", "buf.yaml");
    for file in ["resources", "service", "events"] {
        check("proto", &format!("voyage_planning/v1/{file}.proto"));
    }
}

#[test]
fn asyncapi() {
    check("asyncapi", "tracking.yaml");
}

#[test]
fn mermaid() {
    check("mermaid", "flow.mmd");
    check("mermaid", "context-map.mmd");
}

#[test]
fn storm() {
    let files = export::find("storm").unwrap().export(&sample()).unwrap();
    insta::assert_snapshot!("storm", String::from_utf8(files[0].bytes.clone()).unwrap());
}

#[test]
fn which_files() {
    let files = export_all(&sample()).unwrap();
    insta::assert_snapshot!("files", paths(&files).join("\n"));
}

#[test]
fn the_same_board_gives_the_same_bytes() {
    let (once, again) = (export_all(&sample()).unwrap(), export_all(&sample()).unwrap());
    assert_eq!(once, again);
    assert_eq!(export::bundle::zip(&once).unwrap(), export::bundle::zip(&again).unwrap());
}
