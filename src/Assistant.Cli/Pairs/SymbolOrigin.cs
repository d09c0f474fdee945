namespace Assistant.Cli.Pairs;

/// <summary>Who wrote what a symbol declares.</summary>
internal enum SymbolOrigin
{
    /// <summary>The solution: no model has read it.</summary>
    Solution,

    /// <summary>A library that is not part of .NET: a model may have read it.</summary>
    Package,

    /// <summary>The base class library, as Microsoft.NETCore.App has it: each model has read much of it.</summary>
    BaseLibrary,
}
