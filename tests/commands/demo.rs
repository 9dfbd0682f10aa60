//! `demo`: the main job on the built-in samples.

use super::support::Desk;

#[test]
fn it_works_anywhere_and_leaves_nothing_behind() {
    let desk = Desk::new();
    let before = std::fs::read_dir(desk.path()).expect("the folder").count();
    for width in [80, 120] {
        insta::assert_snapshot!(format!("demo_{width}"), desk.page(width, ["demo"]));
    }
    assert_eq!(std::fs::read_dir(desk.path()).expect("the folder").count(), before);
}
