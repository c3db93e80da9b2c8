/// <reference types="vite/client" />
declare module '@fontsource/pt-sans/*';
