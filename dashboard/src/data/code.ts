/** The picture of the mini-program's code as an address for an image; null when there is none (yet). */
export async function fetchCode(url: string, token: string): Promise<string | null> {
  try {
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, credentials: 'omit' });
    if (!response.ok) return null;
    const picture = await response.blob();
    return picture.type.startsWith('image/') ? URL.createObjectURL(picture) : null;
  } catch {
    return null;
  }
}
