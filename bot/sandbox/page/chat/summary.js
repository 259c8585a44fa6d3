// A message in a few words: for the list of people, for quotes, and to be read out.

const KINDS = {
  photo: "Photo",
  animation: "GIF",
  video: "Video",
  video_note: "Video message",
  audio: "Audio",
  voice: "Voice message",
  sticker: "Sticker",
  location: "Location",
  venue: "Place",
  contact: "Contact",
  poll: "Poll",
  dice: "Dice",
  document: "File",
  pinned_message: "Pinned a message",
};

/** What kind of message it is: "Photo"; "" for words. */
export function kindOf(message) {
  return message.media ? (KINDS[message.media] ?? message.media.replaceAll("_", " ")) : "";
}

/** Its words, or what it is: "Photo", "Photo, sunset", "👍 Sticker", "report.pdf". */
export function summary(message) {
  const { media, text, file_name, details = {} } = message;
  if (!media) return text;
  if (media === "document") return text ? `${file_name || "File"}, ${text}` : file_name || "File";
  if (media === "dice") return `${details.emoji ?? "🎲"} ${details.value ?? ""}`.trim();
  if (media === "poll") return `Poll: ${details.question ?? ""}`;
  const kind = media === "sticker" && details.emoji ? `${details.emoji} Sticker` : kindOf(message);
  const more = text || details.title || (media === "contact" ? details.first_name : "");
  return more ? `${kind}, ${more}` : kind;
}
