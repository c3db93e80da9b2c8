/** Contents up to this size are fetched by themselves, in bytes; larger ones when somebody wants them. */
export const fetchedBySelf = 5 * 1024 * 1024;

/**
 * Endings that a system runs rather than shows. Such a file can be saved, not opened from here: it may have come from
 * anybody. After the lists of Outlook and Windows' attachment manager.
 */
const runnable = new Set(
  (
    'ade adp app appimage appref-ms bas bat chm cmd com command cpl crt deb dmg exe gadget hlp hta inf ins ' +
    'isp jar js jse ksh lnk mde mht mhtml msc msh msi msix msp mst ocx pif pkg pl ps1 ps1xml ps2 psc1 psc2 psd1 ' +
    'psm1 py pyc pyo rb reg rpm run scf scr sct settingcontent-ms sh shb shs slk svg sys terminal tmp url vb ' +
    'vbe vbs vbp vhd vhdx ws wsc wsf wsh xhtml xbap xll xml xsl desktop docm dotm xlsm xltm xlam pptm potm ppam iso img'
  ).split(' '),
);

export const isRunnable = (name: string): boolean =>
  runnable.has(/\.([^.]+?)[\s.]*$/.exec(name.trim())?.[1]?.toLowerCase() ?? '');

/** A name that every system can write: without folders, signs of devices, bidirectional tricks. */
export function safeFileName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]/gu, '')
    .replace(/[\s.]+$/u, '')
    .trim();
  const usable = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(cleaned) ? `_${cleaned}` : cleaned;
  const dot = usable.lastIndexOf('.');
  const end = dot > 0 ? usable.slice(dot).slice(0, 20) : '';
  const stem = dot > 0 ? usable.slice(0, dot) : usable;
  return `${[...stem].slice(0, 180).join('') || 'файл'}${end}`;
}
