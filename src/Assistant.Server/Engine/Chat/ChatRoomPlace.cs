using Assistant.Server.Chat;
using Assistant.Server.Documents;

namespace Assistant.Server.Engine.Chat;

/// <summary>Where conversations are held.</summary>
/// <param name="Store">Keeps them; null where nothing is opened that they could be kept for.</param>
/// <param name="Encoding">How the client counts characters.</param>
/// <param name="IsLoading">Whether there is a solution, or will be.</param>
/// <param name="Time">Clock.</param>
internal sealed record ChatRoomPlace(ChatStore? Store, PositionEncoding Encoding, bool IsLoading, TimeProvider Time);
