//! What the analysis module has found out about the board, and when to ask it again.

pub mod contexts;

use advise::Severity;
use decompose::judge::Judgement;
use decompose::sizing::ContextSize;
use decompose::{Decomposition, Options};
use leptos::{prelude::*, task::spawn_local};
use model::{BoardSnapshot, Id};
use worker::message::{Answer, Ask, Check, Criterion, File, Format, Services};

use crate::analysis::{Analysis, Topic};
use crate::api;
use crate::browser;
use crate::components::loadable::Loadable;
use crate::session::{Saved, Session, use_session};

/// How long the wall must be at rest before it is checked again, milliseconds …
const REST_MS: f64 = 600.0;
/// … and how many times as long as the last check took: a large wall is checked seldom, so that it stays smooth.
const PATIENCE: f64 = 6.0;
/// … and longer with every note, before anything is known of that.
const NOTE_MS: f64 = 0.6;
const MOST_REST_MS: f64 = 20_000.0;

/// Answers, kept while the panel's tabs come and go.
#[derive(Clone, Copy)]
pub struct Study {
    pub session: Session,
    analysis: Analysis,
    /// How to look for boundaries.
    pub options: RwSignal<Options>,
    /// How many contexts the slider was put to; none where it stands at the recommended cut.
    pub grain: RwSignal<Option<usize>>,
    /// Whether how to look is open.
    pub ways_open: RwSignal<bool>,
    pub boundaries: RwSignal<Loadable<Decomposition>>,
    pub criteria: RwSignal<Loadable<Vec<Criterion>>>,
    pub judgement: RwSignal<Loadable<Judgement>>,
    pub services: RwSignal<Loadable<Services>>,
    /// The board that `boundaries` is about.
    cut: RwSignal<Option<BoardSnapshot>>,
    pub check: RwSignal<Loadable<Check>>,
    /// How long the last check took, milliseconds.
    took: StoredValue<f64>,
    pub formats: RwSignal<Loadable<Vec<Format>>>,
    /// The format that is open.
    pub format: RwSignal<Option<Format>>,
    /// Its files.
    pub files: RwSignal<Loadable<Vec<File>>>,
}

impl Study {
    /// Watches the session of the context.
    pub fn watching() -> Study {
        let study = Study {
            session: use_session(),
            analysis: Analysis::new(),
            options: RwSignal::new(Options {
                keep_decided: true,
                ..Options::default()
            }),
            grain: RwSignal::new(None),
            ways_open: RwSignal::new(false),
            boundaries: RwSignal::new(Loadable::Idle),
            criteria: RwSignal::new(Loadable::Idle),
            judgement: RwSignal::new(Loadable::Idle),
            services: RwSignal::new(Loadable::Idle),
            cut: RwSignal::new(None),
            check: RwSignal::new(Loadable::Idle),
            took: StoredValue::new(0.0),
            formats: RwSignal::new(Loadable::Idle),
            format: RwSignal::new(None),
            files: RwSignal::new(Loadable::Idle),
        };
        // A check waits until neither the wall nor the view has moved for a while.
        let due = StoredValue::new(false);
        let timer = StoredValue::new(None::<i32>);
        let wait = move || {
            if let Some(Some(waiting)) = timer.try_get_value() {
                browser::cancel(waiting);
            }
            let notes = study.session.board.with_untracked(|b| b.notes.len()) as f64;
            let rest = (study.took.get_value() * PATIENCE).max(REST_MS + notes * NOTE_MS);
            timer.set_value(browser::after(rest.min(MOST_REST_MS), move || {
                if due.try_set_value(false).is_none() {
                    study.check_now();
                }
            }));
        };
        Effect::new(move |_| {
            study.session.board.track();
            due.set_value(true);
            wait();
        });
        Effect::new(move |_| {
            study.session.camera.track();
            if due.get_value() {
                wait();
            }
        });
        study
    }

    /// The way to the analysis module.
    pub fn analysis(self) -> Analysis {
        self.analysis
    }

    fn board_text(self) -> String {
        self.session.board.with_untracked(model::file::write)
    }

    /// Checks the board as it is.
    pub fn check_now(self) {
        let empty = self
            .session
            .board
            .try_with_untracked(|b| b.notes.is_empty());
        match empty {
            None => return,
            Some(true) => return self.check.set(Loadable::Idle),
            Some(false) => {}
        }
        self.check.update(Loadable::asked);
        let asked = browser::steady();
        let ask = Ask::Check {
            board: self.board_text(),
            stage: None,
        };
        self.analysis.ask(Topic::Findings, ask, move |answer| {
            let _ = self.took.try_set_value(browser::steady() - asked);
            let _ = self.check.try_set(match answer {
                Ok(Answer::Check(check)) => Loadable::Ready(*check),
                other => Loadable::Failed(unexpected(other)),
            });
        });
    }

    /// Whether boundaries have been looked for.
    pub fn is_looking(self) -> bool {
        self.boundaries
            .with_untracked(|b| !matches!(b, Loadable::Idle))
    }

    /// Looks for boundaries again, if they have been looked for.
    pub fn look_again(self) {
        if self.is_looking() {
            self.find_boundaries();
        }
    }

    /// Looks for boundaries.
    pub fn find_boundaries(self) {
        let options = self.options.get_untracked();
        self.boundaries.update(Loadable::asked);
        let board = self.session.board.get_untracked();
        let ask = Ask::Decompose {
            board: self.board_text(),
            options,
        };
        self.analysis.ask(Topic::Boundaries, ask, move |answer| {
            let found = match answer {
                Ok(Answer::Decomposition { decomposition }) => {
                    let _ = self.cut.try_set(Some(board));
                    Loadable::Ready(decomposition)
                }
                other => Loadable::Failed(unexpected(other)),
            };
            let _ = self.boundaries.try_set(found);
        });
    }

    /// Whether the notes or their contexts have changed since boundaries were looked for.
    pub fn boundaries_are_old(self) -> bool {
        let now = self.session.board.get();
        let is_old = |cut: &BoardSnapshot| !same_flow(cut, &now) || cut.contexts != now.contexts;
        self.cut.with(|cut| cut.as_ref().is_some_and(is_old))
    }

    pub fn forget_boundaries(self) {
        self.grain.set(None);
        self.boundaries.set(Loadable::Idle);
    }

    pub fn ask_formats(self) {
        if self.formats.with_untracked(|f| f.value().is_some()) {
            return;
        }
        self.formats.update(Loadable::asked);
        self.analysis
            .ask(Topic::Contracts, Ask::Formats, move |answer| match answer {
                Ok(Answer::Formats { formats }) => self.add_formats_of_server(formats),
                other => {
                    let failed = Loadable::Failed(unexpected(other));
                    let _ = self.formats.try_set(failed);
                }
            });
    }

    /// The formats that are made here, and those that only the server can make, in its order. A server that is away has
    /// none; the list is shown once, so that nothing moves under a hand.
    fn add_formats_of_server(self, here: Vec<Format>) {
        let away = self.session.address().is_none()
            || matches!(self.session.saved.get_untracked(), Saved::Offline { .. });
        spawn_local(async move {
            let listed = if away {
                None
            } else {
                api::formats().await.ok()
            };
            let formats = match listed {
                None => here,
                Some(mut all) => {
                    for format in &mut all {
                        format.here = here.iter().any(|h| h.name == format.name && h.here);
                    }
                    all
                }
            };
            let _ = self.formats.try_set(Loadable::Ready(formats));
        });
    }

    /// Makes the files of one format.
    pub fn export(self, format: String) {
        self.files.update(Loadable::asked);
        let ask = Ask::Export {
            board: self.board_text(),
            format,
        };
        self.analysis.ask(Topic::Contracts, ask, move |answer| {
            let _ = self.files.try_set(files_of(answer));
        });
    }

    /// Makes every format; `then` gets the files.
    pub fn export_all(self, then: impl FnOnce(Result<Vec<File>, String>) + 'static) {
        let ask = Ask::ExportAll {
            board: self.board_text(),
        };
        self.analysis.ask(Topic::Bundle, ask, move |answer| {
            then(match files_of(answer) {
                Loadable::Ready(files) => Ok(files),
                Loadable::Failed(why) => Err(why),
                _ => Ok(Vec::new()),
            });
        });
    }

    /// The size of a context, as last checked.
    pub fn size_of(self, context: &Id) -> Option<ContextSize> {
        self.check.with(|check| {
            let sizes = &check.value()?.sizes;
            sizes.iter().find(|s| s.context == *context).cloned()
        })
    }

    /// Errors and warnings.
    pub fn findings_to_mend(self) -> usize {
        self.check.with(|check| {
            check.value().map_or(0, |check| {
                let findings = &check.report.findings;
                findings
                    .iter()
                    .filter(|f| f.severity != Severity::Hint)
                    .count()
            })
        })
    }
}

fn files_of(answer: Result<Answer, String>) -> Loadable<Vec<File>> {
    match answer {
        Ok(Answer::Files { files }) => Loadable::Ready(files),
        other => Loadable::Failed(unexpected(other)),
    }
}

fn unexpected(answer: Result<Answer, String>) -> String {
    match answer {
        Err(why) => why,
        Ok(_) => "The analysis module answered another question.".into(),
    }
}

/// Whether two boards have the same notes, texts and links; places and boundaries may differ.
fn same_flow(a: &BoardSnapshot, b: &BoardSnapshot) -> bool {
    let same_notes = a.notes.same(&b.notes)
        || (a.notes.len() == b.notes.len()
            && a.notes.iter().all(|n| {
                b.note(&n.id)
                    .is_some_and(|m| m.kind == n.kind && m.text == n.text)
            }));
    same_notes && a.links == b.links
}
