using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;

namespace Assistant.BuildLogger;

/// <summary>
/// Loaded by MSBuild in the design-time build: writes what the build read and why it failed, one tab-separated record per line.
/// <c>import</c>, file. <c>error</c>, code, project file, target framework, file, line, message.
/// A lack that a design-time build only warns of is an error here. Its parameter is the path of the file to write. It depends on nothing but MSBuild's own interfaces.
/// </summary>
public sealed class EventRecorder : ILogger
{
    private readonly HashSet<string> imports = new(StringComparer.Ordinal);
    private readonly List<string> errors = [];
    private readonly Dictionary<int, (string Project, string Framework)> projects = [];
    private readonly Dictionary<int, string> evaluations = [];

    /// <inheritdoc/>
    public LoggerVerbosity Verbosity { get; set; } = LoggerVerbosity.Diagnostic;

    /// <inheritdoc/>
    public string? Parameters { get; set; }

    /// <inheritdoc/>
    public void Initialize(IEventSource eventSource)
    {
        if (string.IsNullOrEmpty(Parameters))
            throw new LoggerException("The path of the file to write is missing.");
        eventSource.StatusEventRaised += OnStatus;
        eventSource.ProjectStarted += OnProjectStarted;
        eventSource.MessageRaised += OnMessage;
        eventSource.ErrorRaised += (_, e) => Record(e.Code, e.ProjectFile, e.File, e.LineNumber, e.Message, e.BuildEventContext);
        eventSource.WarningRaised += OnWarning;
    }

    /// <inheritdoc/>
    public void Shutdown()
    {
        using var writer = new StreamWriter(Parameters!, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        foreach (var import in imports.OrderBy(path => path, StringComparer.Ordinal))
            writer.Write($"import\t{import}\n");
        foreach (var error in errors)
            writer.Write(error + "\n");
    }

    private static string Field(string? text) =>
        (text ?? "").Replace('\t', ' ').Replace("\r", "").Replace('\n', ' ');

    private void OnStatus(object sender, BuildStatusEventArgs e)
    {
        if (e is ProjectEvaluationStartedEventArgs { ProjectFile: { } file, BuildEventContext: { } context })
            evaluations[context.EvaluationId] = file;
    }

    private void OnProjectStarted(object sender, ProjectStartedEventArgs e)
    {
        if (e.BuildEventContext is not { } context || e.ProjectFile is not { } file)
            return;
        var framework = "";
        if (e.GlobalProperties is { } properties)
            properties.TryGetValue("TargetFramework", out framework);
        projects[context.ProjectContextId] = (file, framework ?? "");
    }

    private void OnMessage(object sender, BuildMessageEventArgs e)
    {
        if (e is ProjectImportedEventArgs { ImportIgnored: false, ImportedProjectFile: { Length: > 0 } file })
            imports.Add(Field(file));
    }

    // A design-time build turns the lack of a targeting pack into a warning and goes on without any framework.
    private void OnWarning(object sender, BuildWarningEventArgs e)
    {
        if (string.Equals(e.Code, "MSB3644", StringComparison.Ordinal))
            Record(e.Code, e.ProjectFile, e.File, e.LineNumber, e.Message, e.BuildEventContext);
    }

    private void Record(string? code, string? project, string? file, int line, string? message, BuildEventContext? context)
    {
        var framework = "";
        if (context is not null)
        {
            if (projects.TryGetValue(context.ProjectContextId, out var started))
                (project, framework) = started;
            else if (evaluations.TryGetValue(context.EvaluationId, out var evaluated))
                project = evaluated;
        }

        errors.Add(string.Join("\t", "error", Field(code), Field(project), Field(framework), Field(file), line.ToString(CultureInfo.InvariantCulture), Field(message)));
    }
}
