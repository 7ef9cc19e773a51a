//! The registry: one file a rule. A new rule is a file here and its line in [`RULES`].

use crate::report::{Finding, Report, Severity};
use crate::wall::Wall;
use model::Id;

mod ctx_cross_workflow;
mod ctx_polysemy;
mod ctx_shared_talk;
mod ctx_split_aggregate;
mod entity_service;
mod flow_dead_policy;
mod flow_duplicate;
mod flow_empty_aggregate;
mod flow_grammar;
mod flow_mood;
mod flow_no_cause;
mod flow_no_issuer;
mod flow_tense;
mod flow_unread;
mod map_ball;
mod size_fit;
mod size_large;
mod size_load;
mod size_nano;
mod size_owner;
mod team_cross;
mod team_shape;

/// One row of the guidance catalogue that raises findings.
pub trait Rule: Sync {
    /// `F-…`, stable.
    fn id(&self) -> &'static str;
    /// When it is raised, in one sentence.
    fn about(&self) -> &'static str;
    /// Adds what it finds, and what it lacks to judge.
    fn check(&self, wall: &Wall, report: &mut Report);
}

/// All rules, in the catalogue's order.
pub const RULES: &[&dyn Rule] = &[
    &ctx_polysemy::Polysemy,
    &ctx_split_aggregate::SplitAggregate,
    &ctx_cross_workflow::CrossWorkflow,
    &ctx_shared_talk::SharedTalk,
    &map_ball::Ball,
    &size_nano::Nano,
    &size_large::Large,
    &size_fit::Fit,
    &size_load::Load,
    &size_owner::Owner,
    &team_shape::Shape,
    &team_cross::TeamCross,
    &entity_service::EntityService,
    &flow_no_cause::NoCause,
    &flow_no_issuer::NoIssuer,
    &flow_dead_policy::DeadPolicy,
    &flow_unread::Unread,
    &flow_empty_aggregate::EmptyAggregate,
    &flow_tense::Tense,
    &flow_mood::Mood,
    &flow_duplicate::Duplicate,
    &flow_grammar::Grammar,
];

/// The rule of this id.
pub fn find(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|r| r.id() == id)
}

fn finding(
    rule: &dyn Rule,
    severity: Severity,
    subjects: Vec<Id>,
    message: impl Into<String>,
    advice: impl Into<String>,
) -> Finding {
    Finding {
        rule: rule.id().into(),
        severity,
        subjects,
        message: message.into(),
        advice: advice.into(),
    }
}
