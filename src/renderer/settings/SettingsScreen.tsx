import { type ReactNode, useEffect, useRef, useState } from 'react';
import { BackupsSettings } from '../backups/BackupsSettings';
import { FunnelSettings } from '../deals/FunnelSettings';
import { useStateOf } from '../ipc/use-live';
import { SecuritySettings } from '../security/SecuritySettings';
import { useAppStatus } from '../services/session';
import { useTexts } from '../services/texts';
import { DevicesSettings } from '../staff/DevicesSettings';
import { StaffSettings } from '../staff/StaffSettings';
import { SyncSettings } from '../sync/SyncSettings';
import { Box } from '../ui/Box';
import { ButtonBase } from '../ui/ButtonBase';
import { Page } from '../ui/Page';
import { Paper } from '../ui/Paper';
import { Typography } from '../ui/Typography';
import { AboutSettings } from './AboutSettings';
import { CallSettings } from './CallSettings';
import { DataSettings } from './DataSettings';
import { DocumentSettings } from './DocumentSettings';
import { GeneralSettings } from './GeneralSettings';
import { OrganizationSettings } from './OrganizationSettings';
import { allSections, type SectionKey } from './sections';

const bodies: Readonly<Record<SectionKey, ReactNode>> = {
  general: <GeneralSettings />,
  organization: <OrganizationSettings />,
  calls: <CallSettings />,
  funnels: <FunnelSettings />,
  documents: <DocumentSettings />,
  sync: <SyncSettings />,
  staff: <StaffSettings />,
  devices: <DevicesSettings />,
  data: <DataSettings />,
  backups: <BackupsSettings />,
  security: <SecuritySettings />,
  about: <AboutSettings />,
};

/** What a server tells is there with a server only, and its people for whoever manages them. */
function useSections(): readonly SectionKey[] {
  const { session } = useAppStatus();
  const phase = useStateOf('sync.status')?.phase ?? 'off';
  const isSignedIn = phase !== 'off' && phase !== 'login-needed';
  const manages = session.role === 'head' || session.role === 'admin';
  return allSections.filter((key) => {
    if (key === 'staff') return isSignedIn && manages;
    return key !== 'devices' || isSignedIn;
  });
}

/** «Настройки»: one page whose sections are listed beside it; everything saves itself. */
export function SettingsScreen({ section }: { readonly section?: string }) {
  const { settings } = useTexts();
  const sections = useSections();
  const page = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<SectionKey>('general');
  const go = (key: SectionKey) => {
    setCurrent(key);
    const section = page.current?.querySelector<HTMLElement>(`[data-section="${key}"]`);
    section?.scrollIntoView({ block: 'start' });
    section?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  };
  const gone = useRef<SectionKey>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address moves the page, once its section is there
  useEffect(() => {
    const key = sections.find((one) => one === section);
    if (gone.current === key) return;
    gone.current = key;
    if (key) go(key);
  }, [section, sections.length]);
  return (
    <Page title={settings.title}>
      <Box
        ref={page}
        sx={{
          display: 'flex',
          flexDirection: { xs: 'column', md: 'row' },
          gap: { xs: 2, md: 4 },
          alignItems: { xs: 'stretch', md: 'flex-start' },
          maxWidth: 1320,
        }}
      >
        <Box
          component="nav"
          aria-label={settings.sections}
          sx={{
            flexShrink: 0,
            gap: 0.25,
            width: { xs: 'auto', md: 200 },
            position: { xs: 'static', md: 'sticky' },
            top: 0,
            display: 'grid',
            gridTemplateColumns: { xs: 'repeat(auto-fill, minmax(150px, 1fr))', md: 'minmax(0, 1fr)' },
          }}
        >
          {sections.map((key) => (
            <ButtonBase
              key={key}
              onClick={() => go(key)}
              aria-current={current === key ? 'true' : undefined}
              sx={{
                justifyContent: 'flex-start',
                textAlign: 'left',
                px: 1.5,
                py: 0.75,
                borderRadius: 1,
                color: current === key ? 'primary.main' : 'text.primary',
                fontWeight: current === key ? 700 : 400,
                bgcolor: current === key ? 'action.selected' : undefined,
                '&:hover': { bgcolor: 'action.hover' },
              }}
            >
              {settings[key]}
            </ButtonBase>
          ))}
        </Box>
        <Box sx={{ flex: 1, minWidth: 0, display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          {sections.map((key) => (
            <Paper
              key={key}
              component="section"
              variant="outlined"
              data-section={key}
              aria-labelledby={`settings-${key}`}
              onFocusCapture={() => setCurrent(key)}
              sx={{ p: { xs: 1.5, md: 2.5 }, minWidth: 0, scrollMarginTop: 8 }}
            >
              <Typography id={`settings-${key}`} variant="h2" tabIndex={-1} sx={{ mb: 2, outline: 'none' }}>
                {settings[key]}
              </Typography>
              {bodies[key]}
            </Paper>
          ))}
        </Box>
      </Box>
    </Page>
  );
}
