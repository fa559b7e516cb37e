import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const { BACKEND_URL = 'http://127.0.0.1:3081', SOCKET_URL = 'http://127.0.0.1:3082' } = process.env;

export default defineConfig({
  plugins: [react(), tailwind()],
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 600 },
  server: {
    host: '127.0.0.1',
    port: 3080,
    proxy: { '/api': BACKEND_URL, '/socket.io': { target: SOCKET_URL, ws: true } },
  },
});
