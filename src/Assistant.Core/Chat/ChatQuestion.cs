using System.Collections.Immutable;
using Assistant.Core.Proposing.Models;

namespace Assistant.Core.Chat;

/// <summary>A question.</summary>
/// <param name="Text">What the user says.</param>
/// <param name="Subjects">What it is about, what was named first first.</param>
/// <param name="Before">What was said before in the conversation, oldest first.</param>
public sealed record ChatQuestion(string Text, ImmutableArray<ChatSubject> Subjects, ImmutableArray<PromptMessage> Before);
