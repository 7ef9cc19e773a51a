//! Who is here and what they point at, as the JSON of an awareness state.
//!
//! Other Yjs clients read and write `user: { name, color }`; the rest is ours. What others write is taken leniently: a part
//! that makes no sense is left out.

use model::{Id, Point, Rect};
use serde_json::{Map, Value, json};

/// The member of a state by which everyone is asked to come.
pub(crate) const SUMMONS: &str = "summons";
/// Longest name that is shown, in characters.
const MAX_NAME: usize = 60;
/// Most notes of one person's selection or drag that are shown.
const MAX_NOTES: usize = 5000;
/// Most points of a laser's trail that are shown.
const MAX_TRAIL: usize = 64;
/// The colour of who gives none.
const NO_COLOUR: &str = "#808080";

/// What one person shows of themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presence {
    pub name: String,
    /// `#rgb` or `#rrggbb`.
    pub colour: String,
    /// On the board, canvas units.
    pub cursor: Option<Point>,
    pub selection: Vec<Id>,
    /// Where notes are while they are dragged: their top left corners.
    pub dragging: Vec<(Id, Point)>,
    /// The note whose text is being edited.
    pub editing: Option<Id>,
    /// The part of the wall that they look at, canvas units.
    pub view: Option<Rect>,
    /// The trail of their laser pointer, oldest first, canvas units.
    pub laser: Vec<Point>,
    /// A facilitator asks everyone to come.
    pub summons: Option<Summons>,
}

/// Everyone is asked to look at a part of the wall. Rooms take it from facilitators only.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Summons {
    /// Differs for each summons of one person.
    pub number: u32,
    /// Canvas units.
    pub view: Rect,
}

impl Presence {
    /// The awareness state.
    pub fn to_json(&self) -> String {
        let mut state = Map::new();
        state.insert(
            "user".into(),
            json!({ "name": self.name, "color": self.colour }),
        );
        if let Some(at) = self.cursor {
            state.insert("cursor".into(), json!({ "x": at.x, "y": at.y }));
        }
        if !self.selection.is_empty() {
            state.insert("selection".into(), json!(self.selection));
        }
        if !self.dragging.is_empty() {
            let notes = self.dragging.iter();
            let notes = notes.map(|(id, at)| json!({ "id": id, "x": at.x, "y": at.y }));
            state.insert("dragging".into(), notes.collect());
        }
        if let Some(note) = &self.editing {
            state.insert("editing".into(), json!(note));
        }
        if let Some(view) = self.view {
            state.insert("view".into(), rect_json(view));
        }
        if !self.laser.is_empty() {
            let trail = self.laser.iter().map(|at| json!([at.x, at.y]));
            state.insert("laser".into(), trail.collect());
        }
        if let Some(Summons { number, view }) = self.summons {
            let summons = json!({ "number": number, "view": rect_json(view) });
            state.insert(SUMMONS.into(), summons);
        }
        Value::Object(state).to_string()
    }

    /// Reads an awareness state; None when the client left, or shows nothing that is an object.
    pub fn from_json(state: &str) -> Option<Presence> {
        let Ok(Value::Object(state)) = serde_json::from_str(state) else {
            return None;
        };
        let user = state.get("user");
        let word = |name: &str| user?.get(name)?.as_str();
        Some(Presence {
            name: word("name")
                .unwrap_or_default()
                .chars()
                .filter(|c| !c.is_control())
                .take(MAX_NAME)
                .collect(),
            colour: word("color")
                .filter(|colour| is_colour(colour))
                .unwrap_or(NO_COLOUR)
                .to_owned(),
            cursor: state.get("cursor").and_then(point),
            selection: items(state.get("selection"), id),
            dragging: items(state.get("dragging"), |note| {
                Some((id(note.get("id")?)?, point(note)?))
            }),
            editing: state.get("editing").and_then(id),
            view: state.get("view").and_then(rect),
            laser: trail(state.get("laser")),
            summons: state.get(SUMMONS).and_then(summons),
        })
    }
}

fn items<T>(list: Option<&Value>, read: impl Fn(&Value) -> Option<T>) -> Vec<T> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.take(MAX_NOTES).filter_map(read).collect()
}

fn id(value: &Value) -> Option<Id> {
    Id::new(value.as_str()?).ok()
}

fn point(value: &Value) -> Option<Point> {
    Some(Point::new(
        value.get("x")?.as_f64()?,
        value.get("y")?.as_f64()?,
    ))
}

fn rect_json(r: Rect) -> Value {
    json!({ "x": r.x, "y": r.y, "width": r.width, "height": r.height })
}

/// A part of the wall: finite, and not empty.
fn rect(value: &Value) -> Option<Rect> {
    let number = |name: &str| value.get(name)?.as_f64().filter(|n| n.is_finite());
    let rect = Rect::new(
        number("x")?,
        number("y")?,
        number("width")?,
        number("height")?,
    );
    (rect.width > 0.0 && rect.height > 0.0).then_some(rect)
}

/// The newest points of a trail.
fn trail(list: Option<&Value>) -> Vec<Point> {
    let list = list
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let newest = &list[list.len().saturating_sub(MAX_TRAIL)..];
    let point = |at: &Value| Some(Point::new(at.get(0)?.as_f64()?, at.get(1)?.as_f64()?));
    newest.iter().filter_map(point).collect()
}

fn summons(value: &Value) -> Option<Summons> {
    Some(Summons {
        number: u32::try_from(value.get("number")?.as_u64()?).ok()?,
        view: rect(value.get("view")?)?,
    })
}

/// Only plain hexadecimal colours: the text goes into styles.
fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        let id = |text| Id::new(text).unwrap();
        let full = Presence {
            name: "Ann “A” 😀".into(),
            colour: "#12abEF".into(),
            cursor: Some(Point::new(1.5, -2.0)),
            selection: vec![id("n1"), id("n2")],
            dragging: vec![(id("n1"), Point::new(3.0, 4.0))],
            editing: Some(id("n2")),
            view: Some(Rect::new(-10.0, 0.5, 800.0, 600.0)),
            laser: vec![Point::new(1.0, 2.0), Point::new(3.5, -4.0)],
            summons: Some(Summons {
                number: 7,
                view: Rect::new(0.0, 0.0, 10.0, 20.0),
            }),
        };
        let bare = Presence {
            name: "Bo".into(),
            colour: "#123".into(),
            ..Presence::default()
        };
        for presence in [full, bare] {
            assert_eq!(Presence::from_json(&presence.to_json()), Some(presence));
        }
    }

    #[test]
    fn what_others_write_is_taken_leniently() {
        let check = |state: &str, name: &str, colour: &str| {
            let presence = Presence::from_json(state).unwrap();
            assert_eq!(
                (&*presence.name, &*presence.colour),
                (name, colour),
                "{state}"
            );
            assert_eq!(
                (presence.cursor, presence.selection.len()),
                (None, 0),
                "{state}"
            );
        };
        check("{}", "", NO_COLOUR);
        check(
            r#"{"user":7,"cursor":null,"selection":"n1"}"#,
            "",
            NO_COLOUR,
        );
        check(
            r#"{"user":{"name":"Bo","color":"red;background:url(x)","colorLight":"x"},"cursor":{"x":"1"}}"#,
            "Bo",
            NO_COLOUR,
        );
        check(
            r##"{"user":{"name":"a\nb","color":"#abc"},"selection":[1,"not an id"],"dragging":[{"id":"n1"}]}"##,
            "ab",
            "#abc",
        );
        let odd = r#"{"view":{"x":0,"y":0,"width":-1,"height":5},"laser":[[1],["a",2],[3,4]],"summons":{"number":-1}}"#;
        let odd = Presence::from_json(odd).unwrap();
        assert_eq!((odd.view, odd.summons), (None, None));
        assert_eq!(odd.laser, [Point::new(3.0, 4.0)]);
        for gone in ["null", "[]", "3", "nonsense"] {
            assert_eq!(Presence::from_json(gone), None, "{gone}");
        }
    }
}
