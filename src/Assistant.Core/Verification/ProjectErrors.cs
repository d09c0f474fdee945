using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Verification;

/// <summary>The errors of a whole project.</summary>
/// <param name="All">Every error its own compiler would report.</param>
/// <param name="HeardSuppressors">Whether suppressors had a say in that, and so may say otherwise after any change.</param>
internal readonly record struct ProjectErrors(ImmutableArray<Diagnostic> All, bool HeardSuppressors);
