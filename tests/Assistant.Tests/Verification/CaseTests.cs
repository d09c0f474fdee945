using Xunit;

namespace Assistant.Tests.Verification;

// One class for each folder under Cases, so that folders run at the same time.
public sealed class StageTests
{
    [Theory]
    [CaseFiles("Stages")]
    public Task Each_stage_decides(string name) => CaseRun.CheckAsync(name);
}

public sealed class LanguageTests
{
    [Theory]
    [CaseFiles("Language")]
    public Task Each_construct_takes_a_benign_edit_and_refuses_a_breaking_one(string name) => CaseRun.CheckAsync(name);
}

public sealed class LeakTests
{
    [Theory]
    [CaseFiles("Leaks")]
    public Task Each_body_that_is_felt_elsewhere_is_caught(string name) => CaseRun.CheckAsync(name);
}

public sealed class LocalDeclarationTests
{
    [Theory]
    [CaseFiles("LocalDeclarations")]
    public Task Each_declaration_that_no_other_file_can_tell_of_is_judged_in_its_file(string name) => CaseRun.CheckAsync(name);
}

public sealed class ProjectTests
{
    [Theory]
    [CaseFiles("Projects")]
    public Task Each_project_and_framework_is_asked(string name) => CaseRun.CheckAsync(name);
}

public sealed class DirtyBaseTests
{
    [Theory]
    [CaseFiles("DirtyBase")]
    public Task Errors_that_were_there_are_not_held_against_a_proposal(string name) => CaseRun.CheckAsync(name);
}

public sealed class RepairTests
{
    [Theory]
    [CaseFiles("Repairs")]
    public Task Each_repair_is_judged(string name) => CaseRun.CheckAsync(name);
}

public sealed class SilencingTests
{
    [Theory]
    [CaseFiles("Silencing")]
    public Task Each_rule_finds_its_case_and_no_other(string name) => CaseRun.CheckAsync(name);
}
