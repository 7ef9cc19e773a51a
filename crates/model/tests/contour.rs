//! Isobars around members.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "helpers of tests")]

use model::contour::{Segment, isobar};
use model::{Point, Rect};
use proptest::prelude::*;

/// Loops as polygons, a few points a curve.
fn polygons(path: &[Segment]) -> Vec<Vec<Point>> {
    let mut loops: Vec<Vec<Point>> = Vec::new();
    for segment in path {
        match *segment {
            Segment::Move(p) => loops.push(vec![p]),
            Segment::Cubic(a, b, to) => {
                let line = loops.last_mut().expect("a move first");
                let from = *line.last().expect("a point");
                for i in 1..=4 {
                    let (t, u) = (f64::from(i) / 4.0, 1.0 - f64::from(i) / 4.0);
                    let mix = |p: [f64; 4]| {
                        u * u * u * p[0]
                            + 3.0 * u * u * t * p[1]
                            + 3.0 * u * t * t * p[2]
                            + t * t * t * p[3]
                    };
                    line.push(Point::new(
                        mix([from.x, a.x, b.x, to.x]),
                        mix([from.y, a.y, b.y, to.y]),
                    ));
                }
            }
            Segment::Close => {
                let line = loops.last().expect("a loop");
                assert!(line[0].distance(line[line.len() - 1]) < 1e-9, "closed");
            }
        }
    }
    loops
}

/// Even-odd rule.
fn inside(loops: &[Vec<Point>], p: Point) -> bool {
    let mut crossings = 0;
    for line in loops {
        for (a, b) in line.iter().zip(line.iter().cycle().skip(1)) {
            if (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) {
                crossings += 1;
            }
        }
    }
    crossings % 2 == 1
}

fn corners(r: &Rect) -> [Point; 4] {
    [
        r.origin(),
        Point::new(r.right(), r.y),
        Point::new(r.right(), r.bottom()),
        Point::new(r.x, r.bottom()),
    ]
}

fn note(x: f64, y: f64) -> Rect {
    Rect::new(x, y, 120.0, 120.0)
}

#[test]
fn one_note() {
    let contour = isobar(&[note(0.0, 0.0)], &[], 24.0);
    let loops = polygons(&contour.path);
    assert_eq!(loops.len(), 1);
    for p in &loops[0] {
        let nearest = (-p.x)
            .max(p.x - 120.0)
            .max(0.0)
            .hypot((-p.y).max(p.y - 120.0).max(0.0));
        assert!((15.0..28.0).contains(&nearest), "{p:?}: {nearest}");
    }
    assert!(
        (contour.label.x - 60.0).abs() < 8.0 && (contour.label.y + 24.0).abs() < 4.0,
        "{:?}",
        contour.label
    );
    for (outer, more) in contour.outer.iter().zip([8.0, 17.0]) {
        let top = polygons(outer)[0]
            .iter()
            .map(|p| p.y)
            .fold(f64::INFINITY, f64::min);
        assert!((top + 24.0 + more).abs() < 4.0, "{top}");
    }
}

#[test]
fn neighbours_share_a_loop_and_strangers_do_not() {
    let loops =
        |members: &[Rect], others: &[Rect]| polygons(&isobar(members, others, 24.0).path).len();
    assert_eq!(
        loops(&[note(0.0, 0.0), note(164.0, 0.0), note(164.0, 152.0)], &[]),
        1
    );
    assert_eq!(
        loops(&[note(0.0, 0.0), note(320.0, 40.0)], &[]),
        1,
        "a bridge"
    );
    assert_eq!(
        loops(&[note(0.0, 0.0), note(320.0, 40.0)], &[note(160.0, 20.0)]),
        2,
        "no bridge across a stranger"
    );
    assert_eq!(loops(&[note(0.0, 0.0), note(2000.0, 900.0)], &[]), 2);
    assert_eq!(loops(&[], &[note(0.0, 0.0)]), 0);
}

#[test]
fn strangers_between_members_are_left_out() {
    let ring: Vec<Rect> = (0..9)
        .filter(|i| *i != 4)
        .map(|i| note(f64::from(i % 3) * 164.0, f64::from(i / 3) * 152.0))
        .collect();
    let stranger = note(164.0, 152.0);
    let loops = polygons(&isobar(&ring, &[stranger], 24.0).path);
    assert!(!inside(&loops, stranger.center()));
    assert!(corners(&stranger).iter().all(|p| !inside(&loops, *p)));
    assert!(ring.iter().all(|r| inside(&loops, r.center())));
}

#[test]
fn a_hundred_members_among_thousands() {
    let members: Vec<Rect> = (0..100)
        .map(|i| note(f64::from(i % 12) * 164.0, f64::from(i / 12) * 152.0))
        .collect();
    let others: Vec<Rect> = (0..5000)
        .map(|i| {
            note(
                f64::from(i % 90) * 164.0 + 2000.0,
                f64::from(i / 90) * 152.0,
            )
        })
        .collect();
    let drawn = isobar(&members, &others, 24.0);
    assert_eq!(isobar(&members, &others, 24.0), drawn, "deterministic");
    let loops = polygons(&drawn.path);
    assert!(members.iter().all(|r| inside(&loops, r.center())));
    assert!(others.iter().all(|r| !inside(&loops, r.center())));
}

#[test]
fn odd_input_is_no_trouble() {
    let far = [
        note(-1e6, 0.0),
        note(1e6, 1e6),
        Rect::new(0.0, 0.0, 1e5, 1e5),
        Rect::new(f64::NAN, 0.0, 1.0, 1.0),
    ];
    assert!(!isobar(&far, &far, 24.0).path.is_empty());
    assert!(
        !isobar(&[Rect::new(5.0, 5.0, 0.0, 0.0)], &[], 24.0)
            .path
            .is_empty()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_member_is_inside(places in proptest::collection::vec((0..3000i32, 0..2000i32), 1..40)) {
        let members: Vec<Rect> = places.iter().map(|&(x, y)| note(f64::from(x), f64::from(y))).collect();
        let contour = isobar(&members, &[], 24.0);
        for path in [&contour.path, &contour.outer[0], &contour.outer[1]] {
            let loops = polygons(path);
            for p in members.iter().flat_map(|r| corners(&r.inflate(6.0))) {
                prop_assert!(inside(&loops, p), "{:?}", p);
            }
        }
    }
}
