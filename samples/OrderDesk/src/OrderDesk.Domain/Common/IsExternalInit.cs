#if !NET
namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler emit <c>init</c> accessors where the framework lacks the marker type.</summary>
internal static class IsExternalInit;
#endif
