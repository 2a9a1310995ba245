/** Night by the system's setting, or by `?night` / `?day` in the address. `changed` is called when the system's setting changes. */
export function followTheme(changed: () => void): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const wish = new URLSearchParams(location.search);

  function apply(): void {
    const night = wish.has('night') || (system.matches && !wish.has('day'));
    document.documentElement.dataset.theme = night ? 'night' : 'day';
  }

  apply();
  system.addEventListener('change', () => {
    apply();
    changed();
  });
}
